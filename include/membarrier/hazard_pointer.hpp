// SPDX-License-Identifier: MIT OR Apache-2.0
/*
 * membarrier/hazard_pointer.hpp - C++26's hazard pointers over membarrier/hazard.h.
 *
 *     struct node : libmembarrier::hazard_pointer_obj_base<node> { ... };
 *
 *     auto h = libmembarrier::make_hazard_pointer();
 *     node *p = h.protect(shared);          ... p is not deleted before h is reset or destroyed
 *
 *     old->retire();                        // after it was unlinked
 *
 * The names and their contract are those of <hazard_pointer> (C++26, [saferecl.hp]; P2530), for C++11
 * and later. The cost, the context and the bounds of each function are those of the function of hazard.h
 * that its comment names. If exceptions are disabled, make_hazard_pointer() returns an empty hazard pointer
 * where the standard's function throws std::bad_alloc. All of it exists since 0.1.
 */
#ifndef MEMBARRIER_HAZARD_POINTER_HPP
#define MEMBARRIER_HAZARD_POINTER_HPP

#ifndef __cplusplus
#error "membarrier/hazard_pointer.hpp: expected a C++ compiler; membarrier/hazard.h is for C"
#elif __cplusplus < 201103L
#error "membarrier/hazard_pointer.hpp: expected C++11 or later"
#else

#include <atomic>
#include <memory>
#include <new>
#include <utility>

#include <membarrier/hazard.h>

namespace libmembarrier {

namespace hazard_detail_ {
/* The slot shows the address of this base, which is the same for each pointer to the object. */
struct object : membarrier_retired {};
} // namespace hazard_detail_

/*
 * hazard_pointer_obj_base - the base class of objects that can be protected. An object has one such base, which is
 * public and not virtual.
 */
template <class T, class D = std::default_delete<T>> class hazard_pointer_obj_base : public hazard_detail_::object {
  public:
	/* As membarrier_hazard_retire(): calls the deleter with the object when no hazard pointer protects it. */
	void retire(D d = D()) noexcept
	{
		deleter_ = std::move(d);
		membarrier_hazard_retire(nullptr, this, [](membarrier_retired *retired) {
			hazard_pointer_obj_base *self =
				static_cast<hazard_pointer_obj_base *>(static_cast<hazard_detail_::object *>(retired));
			D deleter = std::move(self->deleter_);

			deleter(static_cast<T *>(self));
		});
	}

  protected:
	hazard_pointer_obj_base() = default;
	/* The state of a retired object is not copied. */
	hazard_pointer_obj_base(const hazard_pointer_obj_base &other) : hazard_detail_::object(), deleter_(other.deleter_)
	{
	}
	hazard_pointer_obj_base(hazard_pointer_obj_base &&other) noexcept
		: hazard_detail_::object(), deleter_(std::move(other.deleter_))
	{
	}
	hazard_pointer_obj_base &operator=(const hazard_pointer_obj_base &other)
	{
		deleter_ = other.deleter_;
		return *this;
	}
	hazard_pointer_obj_base &operator=(hazard_pointer_obj_base &&other) noexcept
	{
		deleter_ = std::move(other.deleter_);
		return *this;
	}
	~hazard_pointer_obj_base() = default;

  private:
	D deleter_ = D();
};

/* hazard_pointer - owns a slot, or is empty. A program may move it to another thread. The destructor puts the slot. */
class hazard_pointer {
  public:
	hazard_pointer() noexcept : slot_(nullptr)
	{
	}
	hazard_pointer(hazard_pointer &&other) noexcept : slot_(other.slot_)
	{
		other.slot_ = nullptr;
	}
	hazard_pointer &operator=(hazard_pointer &&other) noexcept
	{
		if (this != &other) {
			put();
			slot_ = other.slot_;
			other.slot_ = nullptr;
		}
		return *this;
	}
	~hazard_pointer()
	{
		put();
	}

	bool empty() const noexcept
	{
		return !slot_;
	}

	/* As membarrier_hazard_protect(), until the next protection, reset or destruction. The hazard pointer is not empty. */
	template <class T> T *protect(const std::atomic<T *> &source) noexcept
	{
		T *pointer = source.load(std::memory_order_relaxed);

		while (!try_protect(pointer, source))
			continue;
		return pointer;
	}

	/* As membarrier_hazard_try_protect(): one attempt; true if source still has the value of pointer. */
	template <class T> bool try_protect(T *&pointer, const std::atomic<T *> &source) noexcept
	{
		T *shown = pointer;

		reset_protection(shown);
		/* As HAZARD-3 of hazard.h. */
		pointer = source.load(std::memory_order_acquire);
		if (pointer == shown)
			return true;
		reset_protection();
		return false;
	}

	/* As membarrier_hazard_set(): the object is not retired yet, or the caller then finds it still linked. */
	template <class T> void reset_protection(const T *pointer) noexcept
	{
		membarrier_hazard_set(slot_, static_cast<const hazard_detail_::object *>(pointer));
	}

	/* As membarrier_hazard_clear(). */
	void reset_protection(std::nullptr_t = nullptr) noexcept
	{
		membarrier_hazard_clear(slot_);
	}

	void swap(hazard_pointer &other) noexcept
	{
		std::swap(slot_, other.slot_);
	}

  private:
	explicit hazard_pointer(membarrier_hazard_slot_t *slot) noexcept : slot_(slot)
	{
	}
	friend hazard_pointer make_hazard_pointer();

	void put() noexcept
	{
		if (slot_)
			membarrier_hazard_put(slot_);
	}

	membarrier_hazard_slot_t *slot_;
};

/* make_hazard_pointer - as membarrier_hazard_get(): returns a hazard pointer that is not empty, or throws. */
inline hazard_pointer make_hazard_pointer()
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

#if defined(__cpp_exceptions) || defined(__EXCEPTIONS)
	if (!slot)
		throw std::bad_alloc();
#endif
	return hazard_pointer(slot);
}

inline void swap(hazard_pointer &a, hazard_pointer &b) noexcept
{
	a.swap(b);
}

} // namespace libmembarrier

#endif
#endif

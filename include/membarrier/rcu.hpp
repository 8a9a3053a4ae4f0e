// SPDX-License-Identifier: MIT OR Apache-2.0
/*
 * membarrier/rcu.hpp - C++26's RCU over membarrier/quiescence.h.
 *
 *     std::scoped_lock reading(libmembarrier::rcu_default_domain());
 *     ... shared.load(acquire) is not deleted ...
 *
 *     libmembarrier::rcu_retire(shared.exchange(fresh));
 *
 * The names and their contract are those of <rcu> (C++26, [saferecl.rcu]; P2545), for C++11 and later. The
 * only domain is the default domain. The cost and the context of each function are those of the function of
 * quiescence.h that its comment names. All of it exists since 0.1.
 */
#ifndef MEMBARRIER_RCU_HPP
#define MEMBARRIER_RCU_HPP

#ifndef __cplusplus
#error "membarrier/rcu.hpp: expected a C++ compiler; membarrier/quiescence.h is for C"
#elif __cplusplus < 201103L
#error "membarrier/rcu.hpp: expected C++11 or later"
#else

#include <memory>
#include <utility>

#include <membarrier/quiescence.h>

namespace libmembarrier {

/*
 * rcu_domain - sections in the form of a lock, for std::scoped_lock. lock() is membarrier_quiescence_enter(), and
 * unlock() is membarrier_quiescence_leave(). They nest and never block.
 */
class rcu_domain {
  public:
	rcu_domain(const rcu_domain &) = delete;
	rcu_domain &operator=(const rcu_domain &) = delete;

	void lock() noexcept
	{
		membarrier_quiescence_enter();
	}
	bool try_lock() noexcept
	{
		membarrier_quiescence_enter();
		return true;
	}
	void unlock() noexcept
	{
		membarrier_quiescence_leave();
	}

  private:
	rcu_domain() noexcept = default;
	friend rcu_domain &rcu_default_domain() noexcept;
};

inline rcu_domain &rcu_default_domain() noexcept
{
	static rcu_domain domain;

	return domain;
}

/* rcu_synchronize - as membarrier_quiescence_synchronize(). The calling thread must not be in a section. */
inline void rcu_synchronize(rcu_domain & = rcu_default_domain()) noexcept
{
	(void)membarrier_quiescence_synchronize();
}

/* rcu_barrier - as membarrier_quiescence_drain(). The calling thread must not be in a section. */
inline void rcu_barrier(rcu_domain & = rcu_default_domain()) noexcept
{
	(void)membarrier_quiescence_drain();
}

namespace rcu_detail_ {
/* The base of rcu_obj_base. With a type of its own, an object can have the base hazard_pointer_obj_base too. */
struct object : membarrier_retired {};
} // namespace rcu_detail_

/*
 * rcu_obj_base - the base class of objects that are retired without an allocation. An object has one such base, which
 * is public and not virtual.
 */
template <class T, class D = std::default_delete<T>> class rcu_obj_base : private rcu_detail_::object {
  public:
	/* As membarrier_quiescence_retire(): calls the deleter with the object after a grace period. */
	void retire(D d = D(), rcu_domain & = rcu_default_domain()) noexcept
	{
		deleter_ = std::move(d);
		membarrier_quiescence_retire(this, [](membarrier_retired *retired) {
			rcu_obj_base *self = static_cast<rcu_obj_base *>(static_cast<rcu_detail_::object *>(retired));
			D deleter = std::move(self->deleter_);

			deleter(static_cast<T *>(self));
		});
	}

  protected:
	rcu_obj_base() = default;
	/* The state of a retired object is not copied. */
	rcu_obj_base(const rcu_obj_base &other) : rcu_detail_::object(), deleter_(other.deleter_)
	{
	}
	rcu_obj_base(rcu_obj_base &&other) noexcept : rcu_detail_::object(), deleter_(std::move(other.deleter_))
	{
	}
	rcu_obj_base &operator=(const rcu_obj_base &other)
	{
		deleter_ = other.deleter_;
		return *this;
	}
	rcu_obj_base &operator=(rcu_obj_base &&other) noexcept
	{
		deleter_ = std::move(other.deleter_);
		return *this;
	}
	~rcu_obj_base() = default;

  private:
	D deleter_ = D();
};

/*
 * rcu_retire - deletes an object of any type after a grace period.
 *
 * As membarrier_quiescence_retire(), but it allocates memory with new. If there is none, new throws std::bad_alloc,
 * and the object still belongs to the caller. The function never waits, and may be called in a section.
 */
template <class T, class D = std::default_delete<T>>
void rcu_retire(T *pointer, D d = D(), rcu_domain & = rcu_default_domain())
{
	struct node : membarrier_retired {
		node(T *p, D &&taken) : membarrier_retired(), deleter(std::move(taken)), object(p)
		{
		}
		D deleter;
		T *object;
	};
	membarrier_quiescence_retire(new node(pointer, std::move(d)), [](membarrier_retired *retired) {
		node *self = static_cast<node *>(retired);

		self->deleter(self->object);
		delete self;
	});
}

} // namespace libmembarrier

#endif
#endif

// SPDX-License-Identifier: MIT OR Apache-2.0
/*
 * membarrier/rcu.hpp - C++26's RCU over membarrier/quiescence.h.
 *
 *     std::scoped_lock reading(libmembarrier::rcu_default_domain());
 *     ... shared.load(acquire) is not deleted ...
 *
 *     libmembarrier::rcu_retire(shared.exchange(fresh));
 *
 * Names and contract are those of <rcu> (C++26, [saferecl.rcu]; P2545), for C++11 and later. There is the
 * default domain alone. What quiescence.h says of cost and context holds here.
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

/* rcu_domain - sections, as a lock: lock() and unlock() nest, never block and may be used by std::scoped_lock. */
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

/* membarrier_quiescence_synchronize(); not in a section of the calling thread. */
inline void rcu_synchronize(rcu_domain & = rcu_default_domain()) noexcept
{
	(void)membarrier_quiescence_synchronize();
}

/* membarrier_quiescence_drain(): all that was retired before has been deleted. Not in a section of the calling thread. */
inline void rcu_barrier(rcu_domain & = rcu_default_domain()) noexcept
{
	(void)membarrier_quiescence_drain();
}

namespace rcu_detail_ {
/* The base of rcu_obj_base, so that an object may be one of hazard_pointer_obj_base too. */
struct object : membarrier_retired {};
} // namespace rcu_detail_

/* rcu_obj_base - the base of what is retired without an allocation. Public, and of one kind only; not virtual. */
template <class T, class D = std::default_delete<T>> class rcu_obj_base : private rcu_detail_::object {
  public:
	/* membarrier_quiescence_retire(); the deleter is called with the object after a grace period. */
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
	/* What waits to be reclaimed belongs to one object, and is not copied. */
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
 * Allocates with new: without memory it throws std::bad_alloc (where exceptions are off, what new does there),
 * and the object is still the caller's. It never waits, and may be called in a section.
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

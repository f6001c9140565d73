/* Faults of the protocol itself, one for each -D. The checker has to find each of them: it shows that the model is not blind. */

#ifdef NO_SECOND_LOOK /* step 3: produce at once after a take-over */
#define after_take_over produce
#else
#define after_take_over look_again
#endif

#ifdef NONCE_IGNORED /* step 3: our own claim, whose answer was lost, counts as another process's */
#define is_ours(found) false
#else
#define is_ours(found) (found == nonce)
#endif

#ifdef GENERATION_REUSED /* step 3: take over by writing over the newest claim */
#define next_generation newest
#define may_overwrite(kind) (kind == CLAIM)
#elif defined(OVERWRITES) /* step 4: create the result unconditionally */
#define may_overwrite(kind) (kind == RESULT)
#define next_generation newest + 1
#else
#define may_overwrite(kind) false
#define next_generation newest + 1
#endif

#ifdef SERVES_ITS_OWN /* step 4: serve what was produced when another result exists */
#define body_to_serve nonce
#else
#define body_to_serve answer
#endif

#ifdef TRIES_THE_NEXT_SLOT /* step 4: when the result exists, create it in the next slot, which is only for damage */
#define commit_into_next_slot(answer) (answer == EXISTS && slot + 1 < SLOTS)
#else
#define commit_into_next_slot(answer) false
#endif

#ifdef ENDS_THE_NEWEST_CLAIM /* step 5: give the newest claim back even if another process holds it */
#define ended_nonce(at, gen) claim[cell(at, gen)]
#else
#define ended_nonce(at, gen) nonce
#endif

#ifdef NO_WITHDRAWAL /* step 5: leave the claim to its lease after an error */
#define withdraws false
#else
#define withdraws true
#endif

#ifdef LEASES_NEVER_END
#define may_expire false
#else
#define may_expire true
#endif

#ifdef NO_HOLD_OFF
#define has_to_wait false
#else
#define has_to_wait (counted + !is_withdrawn >= FREE || (is_withdrawn && dropped + 1 >= FREE))
#endif

#ifdef HOLD_OFF_FOREVER
#define time_passes false
#else
#define time_passes true
#endif

#ifdef ERASED_CALLS_GO_ON /* 0033: a call that meets a tombstone starts at step 1 */
#define ends_when_erased false
#else
#define ends_when_erased true
#endif

#ifdef NEXT_SLOT_NOT_COVERED /* 0033: no tombstone in the slot behind, where a producer may already look */
#define covers_next_slot false
#else
#define covers_next_slot true
#endif

#ifdef RENEWS_FOREVER /* 0033: a production that hangs renews its claim without end */
#define renews_forever true
#else
#define renews_forever false
#endif

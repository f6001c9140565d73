/* One process and its calls of `getOrCreate`, one after the other. The numbers are the steps of docs/protocol.md. */

#ifdef ERASE
#define begin_call() in_call[me] = false; old[me] = false
#define has_looked() in_call[me] = true
#define end_call() in_call[me] = false; old[me] = false
#else
#define begin_call() skip
#define has_looked() skip
#define end_call() skip
#endif

inline learn_front() {
  if
  :: !knows_front -> front = at; knows_front = true; has_looked()
  :: else
  fi
}

proctype caller(byte me) {
  byte slot, generation, at; /* the slot and generation that are claimed; the slot of a lookup */
  byte front; /* how many slots hold tombstones, as this call's first look found */
  byte answer, newest, counted, dropped, then;
  NONCES gone_withdrawn, gone_released;
  bool is_open, is_withdrawn, has_waited, is_excused, knows_front;
#ifdef RENEWAL
  byte seen_renewals, seen_periods;
#endif
  byte owed, owed_nonce; /* a withdrawal that could not be written: its cell + 1, and its nonce */
  #define nonce nonce_of(me, attempt[me])

call: /* A call begins, or begins again at step 1. */
  atomic {
    may_begin(me);
    at_work[me] = true; slot = 0; at = 0; has_waited = false; front = 0; knows_front = false;
    begin_call();
    if
    :: started == me -> started++
    :: else
    fi
  }

look: /* Step 1: look for the result. */
  atomic {
    read(RESULT, at, 0, result[at]);
    if
    :: answer == REJECTED -> goto failed
    :: answer == EMPTY -> learn_front(); slot = at; goto claim_first
    :: answer == DAMAGED -> learn_front(); goto confirm
    :: answer == TOMBSTONE -> goto skip_tombstone
    :: else -> serve(at, answer); goto served
    fi
  }

skip_tombstone: /* Behind anything else, it is younger than this call's first look. */
  atomic {
    if
    :: knows_front && ends_when_erased -> goto conflict
    :: at + 1 == SLOTS -> is_cut = true; is_excused = true; goto out
    :: else -> at++; goto look
    fi
  }

confirm: /* Only the second reading of a damaged result counts. */
  atomic {
    read(RESULT, at, 0, result[at]);
    if
    :: answer == REJECTED -> goto failed
    :: answer == EMPTY -> slot = at; goto claim_first
    :: answer == DAMAGED && at + 1 == SLOTS -> goto exhausted
    :: answer == DAMAGED && at + 1 < SLOTS -> at++; goto look
    :: answer == TOMBSTONE -> goto skip_tombstone
    :: else -> serve(at, answer); goto served
    fi
  }

claim_first:
  atomic { /* Step 5, later: what is still to be withdrawn. */
    if
    :: owed != 0 ->
      create(WITHDRAWN, (owed - 1) / GENERATIONS, (owed - 1) % GENERATIONS, owed_nonce);
      if
      :: answer == REJECTED -> goto failed
      :: else -> owed = 0; owed_nonce = 0
      fi
    :: else
    fi
  }
  atomic { /* Step 2: claim generation 0. */
    if
    :: attempt[me] == ATTEMPTS -> is_cut = true; is_excused = true; goto out
    :: else -> attempt[me]++; generation = 0
    fi;
    create(CLAIM, slot, 0, nonce);
    if
    :: answer == CREATED -> goto produce
    :: answer == REJECTED -> then = FAIL; goto withdraw
    :: else
    fi
  }
  atomic { /* Step 3: it exists. List the claims… */
    its_turn;
    if
    :: list_claims(slot); event(LIST, slot, 0, 0, FOUND)
    :: may_fault -> fault(); event(LIST, slot, 0, 0, REJECTED); then = FAIL; goto withdraw
    fi;
    if
    :: newest == NONE -> goto again
    :: else
    fi
  }
  atomic { /* …and read the newest. */
    read(CLAIM, slot, newest, claim[cell(slot, newest)]);
    if
    :: answer == REJECTED -> then = FAIL; goto withdraw
    :: answer == EMPTY -> goto again
    :: is_ours(answer) -> goto produce
    :: else
    fi;
    read_clock();
    judge(answer);
    if
    :: !is_open -> goto conflict
    :: is_open && !has_to_wait
    :: is_open && has_to_wait && time_passes -> has_waited = true
    :: is_open && has_to_wait && (me != LAST || !time_passes) -> goto held_off
    fi;
    generation = next_generation;
    newest = 0; counted = 0; dropped = 0; gone_withdrawn = 0; gone_released = 0;
    if
    :: generation == GENERATIONS -> is_cut = true; is_excused = true; goto out
    :: else
    fi
  }
  atomic { /* Step 3: take over. */
    may_pause();
    create(CLAIM, slot, generation, nonce);
    at = front;
    if
    :: answer == CREATED -> check_hold_off(slot, generation); goto after_take_over
    :: answer == REJECTED -> then = FAIL; goto withdraw
    :: else
    fi
  }
  atomic { /* Step 3: that exists too. It may be ours. */
    read(CLAIM, slot, generation, claim[cell(slot, generation)]);
    if
    :: answer == REJECTED -> then = FAIL; goto withdraw
    :: is_ours(answer) -> goto after_take_over
    :: else -> goto conflict
    fi
  }

look_again: /* Step 3, after a take-over: look again. */
  atomic {
    read(RESULT, at, 0, result[at]);
    if
    :: answer == REJECTED -> then = FAIL; goto withdraw
    :: answer == EMPTY && at == slot -> goto produce
    :: answer == EMPTY && at != slot -> then = AGAIN; goto withdraw
    :: answer == DAMAGED -> goto confirm_again
    :: answer == TOMBSTONE -> goto meet_tombstone
    :: else -> serve(at, answer); goto served
    fi
  }

confirm_again:
  atomic {
    read(RESULT, at, 0, result[at]);
    if
    :: answer == REJECTED -> then = FAIL; goto withdraw
    :: answer == EMPTY && at == slot -> goto produce
    :: answer == EMPTY && at != slot -> then = AGAIN; goto withdraw
    :: answer == TOMBSTONE -> goto meet_tombstone
    :: answer == DAMAGED && at + 1 == SLOTS -> then = EXHAUST; goto withdraw
    :: answer == DAMAGED && at + 1 < SLOTS -> at++; goto look_again
    :: else -> serve(at, answer); goto served
    fi
  }

produce: /* Step 4: produce… */
  atomic {
    its_turn;
    at = 0;
    produced++;
    assert(produced <= 1 + faults + erasures || is_traced || PRODUCED_ONCE);
    if
    :: event(PRODUCE, 0, 0, 0, FOUND)
    :: may_fault -> fault(); event(PRODUCE, 0, 0, 0, FAILED); goto release
    :: may_fault -> fault(); event(PRODUCE, 0, 0, 0, REJECTED); then = FAIL; goto withdraw
    fi
  }
#ifdef RENEWAL
renew: /* While it produces, it renews its claim, a bounded number of times. */
  atomic {
    if
    :: renewals[cell(slot, generation)] < RENEWALS -> create(RENEWED, slot, generation, nonce); goto renew
    :: may_fault -> fault(); at_work[me] = renews_forever; running--; woken; running++ /* it hangs */
    :: true
    fi
  }
#endif
  atomic { /* …and create the result. */
    may_pause();
    create(RESULT, slot, 0, nonce);
    if
    :: answer == CREATED -> serve(slot, nonce); goto served_ours
    :: answer == REJECTED -> then = FAIL
    :: commit_into_next_slot(answer) -> create(RESULT, slot + 1, 0, nonce); serve(slot + 1, nonce); goto served
    :: else -> then = AGAIN
    fi
  }

stored: /* Step 4: it exists, or it is unknown whether it was created. */
  atomic {
    read(RESULT, slot, 0, result[slot]);
    if
    :: is_good(answer) && answer == nonce -> serve(slot, answer); goto served_ours
    :: is_good(answer) && answer != nonce -> serve(slot, body_to_serve); goto served
    :: answer == DAMAGED -> goto stored_again
    :: answer == TOMBSTONE -> goto meet_tombstone
    :: answer == EMPTY -> goto withdraw
    :: answer == REJECTED && then == FAIL -> goto withdraw
    :: answer == REJECTED && then == AGAIN -> goto failed
    fi
  }

stored_again:
  atomic {
    read(RESULT, slot, 0, result[slot]);
    if
    :: is_good(answer) && answer == nonce -> serve(slot, answer); goto served_ours
    :: is_good(answer) && answer != nonce -> serve(slot, body_to_serve); goto served
    :: answer == EMPTY -> goto withdraw
    :: answer == TOMBSTONE -> goto meet_tombstone
    :: (answer == DAMAGED || answer == REJECTED) && then == FAIL -> goto withdraw
    :: answer == DAMAGED && then == AGAIN -> goto again
    :: answer == REJECTED && then == AGAIN -> goto failed
    fi
  }

meet_tombstone: /* The result was erased since this call's first look: only a new request may produce it. */
  if
  :: ends_when_erased -> then = FAIL
  :: else -> then = AGAIN
  fi;

withdraw: /* Step 5: the claim is not needed. */
  atomic {
    may_pause();
    if
    :: withdraws -> create(WITHDRAWN, slot, generation, ended_nonce(slot, generation))
    :: else -> answer = CREATED
    fi;
    if
    :: answer == REJECTED -> owed = cell(slot, generation) + 1; owed_nonce = nonce
    :: else
    fi;
    if
    :: then == AGAIN -> goto again
    :: then == EXHAUST -> goto exhausted
    :: else -> goto failed
    fi
  }

release: /* Step 5: the production failed. */
  atomic {
    may_pause();
    create(RELEASED, slot, generation, ended_nonce(slot, generation));
    if
    :: answer == REJECTED -> is_excused = true
    :: else
    fi;
    goto failed
  }

again: /* A result was damaged or removed meanwhile, or the claims were: start at step 1. */
  atomic { at_work[me] = true; slot = 0; at = front; has_waited = false; knows_front = knows_front && ends_when_erased; goto look }

held_off: /* The last owner may have stored the result meanwhile. */
  atomic {
    read(RESULT, slot, 0, result[slot]);
    if
    :: answer == EMPTY
    :: answer == REJECTED -> goto failed
    :: else -> goto again
    fi
  }
  atomic { its_turn; event(ANSWER, 0, 0, 0, WAITS); goto ended }

conflict:
  atomic { its_turn; event(ANSWER, 0, 0, 0, CONFLICT); goto ended }

exhausted:
  atomic {
    its_turn; event(ANSWER, 0, 0, 0, ALL_DAMAGED);
    for (i : 0 .. SLOTS - 1) { assert(result[i] == DAMAGED || result[i] == TOMBSTONE || SOMEBODY_GOES_ON) }
    goto out
  }

failed:
  atomic { its_turn; event(ANSWER, 0, 0, 0, FAILED) }

ended: /* The client may call again. */
  atomic {
    check_nothing_left_behind();
    if
    :: attempt[me] < ATTEMPTS -> goto call
    :: me != LAST -> goto out
    :: me == LAST && attempt[me] == ATTEMPTS -> assert(is_cut || SOMEBODY_GOES_ON); goto out
    fi
  }

served_ours:
  atomic { its_turn; event(ANSWER, 0, 0, 0, STORED); goto answered }

served: /* A claim stays: the result makes it pointless. */
  atomic { its_turn; event(ANSWER, 0, 0, 0, HIT) }

answered:
  atomic {
    check_nothing_left_behind();
    if
    :: is_traced -> goto call
    :: else -> goto out
    fi
  }

crashed:
out:
  atomic {
    at_work[me] = false; slot = 0; generation = 0; at = 0; answer = 0; newest = 0; counted = 0; dropped = 0; then = 0;
    gone_withdrawn = 0; gone_released = 0; is_open = false; is_withdrawn = false; has_waited = false;
    is_excused = false; owed = 0; owed_nonce = 0; front = 0; knows_front = false; end_call();
    unfinished--;
    if
    :: me == LAST -> woken = true
    :: else -> running--
    fi
  }
}

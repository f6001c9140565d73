/* What a caller concludes from the claims that it lists and reads (step 3), and what it has to leave behind. */

/* With -DRENEWAL, as docs/decisions/0033 describes it. */
#ifdef RENEWAL
#define lease_is_over (seen_periods > seen_renewals)
#else
#define lease_is_over false
#endif
#if defined(RENEWAL) && defined(CLOCK_AFTER_LIST) /* 0033: judge by a clock that was read after the list */
#define read_clock() seen_periods = periods[cell(slot, newest)]
#else
#define read_clock() skip
#endif

/* Step 3: whether the newest claim is open. Of an active process, its lease seems to have expired only by a fault. */
inline judge(nonce) {
  is_open = false;
  is_withdrawn = nonce < TOMBSTONE && (gone_withdrawn & bit_of(nonce)) != 0;
  if
  :: is_withdrawn -> is_open = true
  :: !is_withdrawn && nonce < TOMBSTONE && (gone_released & bit_of(nonce)) != 0 -> is_open = true
  :: else ->
    if
    :: nonce < TOMBSTONE && owner_of(nonce) == me -> is_open = true /* of an earlier call of this process */
    :: else ->
      if
      :: !is_live(nonce) && may_expire -> is_open = true /* it has expired, or its owner is known to be dead */
      :: is_live(nonce) && may_expire && may_fault -> fault(); is_open = true /* a clock is wrong, or its owner is suspended */
      :: lease_is_over /* the clock is past all renewals that the list showed */ -> is_open = true
      :: me != LAST || !may_expire || is_live(nonce) /* it does not look expired yet */
      fi
    fi
  fi
}

/* Whether generation `gen` could only begin after a wait, from all that is stored when it is created. */
inline check_hold_off(at, gen) {
  d_step {
    counted = 0;
    for (i : 0 .. GENERATIONS - 1) {
      if
      :: i < gen && withdrawn[cell(at, i)] == 0 -> counted++
      :: else
      fi
    }
    assert(counted < FREE || has_waited || HELD_OFF);
    counted = 0
  }
}

/* What the list of a slot's claims shows. */
inline list_claims(at) {
  d_step {
    newest = NONE; counted = 0; dropped = 0; gone_withdrawn = 0; gone_released = 0;
    for (i : 0 .. GENERATIONS - 1) {
      if
      :: claim[cell(at, i)] != EMPTY -> newest = i
      :: else
      fi
    }
    if
    :: newest != NONE ->
      gone_withdrawn = withdrawn[cell(at, newest)];
      gone_released = released[cell(at, newest)];
#ifdef RENEWAL
      seen_renewals = renewals[cell(at, newest)];
      seen_periods = periods[cell(at, newest)];
#endif
      for (i : 0 .. GENERATIONS - 1) {
        if
        :: i < newest && withdrawn[cell(at, i)] != 0 -> dropped++
        :: i < newest && withdrawn[cell(at, i)] == 0 -> counted++
        :: else
        fi
      }
    :: else
    fi;
    i = 0
  }
}

/* A call that ends leaves no claim behind that others would have to wait for. */
inline check_nothing_left_behind() {
  d_step {
    for (i : 0 .. CELLS - 1) {
      assert(is_excused || is_erasing || owed != 0 || claim[i] >= TOMBSTONE || claim[i] == EMPTY || owner_of(claim[i]) != me
        || (withdrawn[i] & bit_of(claim[i])) != 0 || (released[i] & bit_of(claim[i])) != 0
        || result[i / GENERATIONS] != EMPTY
        || (i % GENERATIONS + 1 < GENERATIONS && claim[i + 1] != EMPTY)
        || NO_CLAIM_LEFT_BEHIND)
    };
    i = 0
  }
}

/* Processes are alike, so they may as well begin in order. The last one comes when all others are done or paused. */
#define may_begin(me) (started > me || (started == me && (me != LAST || (running == 0 && !is_erasing))))

/* How session and postes settle a turn: receive, settle, append (architecture, decisions 2 to 5).
 *
 * docs/settling.md tells this model in words, for readers who have never seen Promela. In short: `atomic { … }`
 * is one transaction or one message; between two of them anything may happen, a process may die or be overtaken,
 * and Spin tries every order that there is. `guard -> …` waits until the guard is true; `do :: … :: … od` repeats
 * any one of its lines that can run. Every line that `printf`s is a step of the schedules in schedules/.
 *
 * The scene: one amphi, two turns, one intern each, two replicas of session, one postes, two posts.
 *     choice 0: first intern, post 0           choice 1: first intern, post 1, from another device
 *     choice 2: second intern, post 0          choice 3: somebody of another amphi of the stock, post 0 (CHX-9)
 * Post 1 is not published at first: ARS may add it live.
 */

#define CHOICES 4
#define OTHER_AMPHI 3
#define TURNS 2
#define turn_of(c) ((c) < 2 -> 0 : (c) - 1)      /* of choice 3: a turn 2 that is not of this amphi */
#define post_of(c) ((c) == 1 -> 1 : 0)
#define NOBODY 7

#define NONE 0
#define GIVEN 1                       /* answers of postes, and of commands */
#define REFUSED 2
#define RECEIVED 3                    /* a choice in `command` without an answer */
#define CHOSEN 1                      /* what the log says of a turn */
#define MISSED 2

/* Anything may go wrong as often as one likes (deaths, lost and doubled calls, pauses, postes away), until `quiet`:
 * from then on nothing more does, nobody sends anything more, and everything must come to its end. */
bool quiet = false;

/* session's database: storage/amphis.py (the row), storage/decisions.py, storage/commands.py */
byte turn = 0;                        /* whose turn it is; 2: all have had theirs */
byte outcome[TURNS] = NONE;           /* what the log says of a turn */
byte outcomes[TURNS] = 0;             /* how many times it says so */
byte chosen[TURNS] = NONE;            /* the choice that the log names */
bool paused = false, frozen = false;
bool for_ever = false;                /* nobody is going to end this pause */
byte command[CHOICES] = NONE;         /* NONE, RECEIVED, GIVEN, REFUSED */

/* postes' database: storage/settlements.py, storage/places.py, storage/posts.py */
byte settlement[CHOICES] = NONE;
byte holders[2] = 0;                  /* how many places a post has given */
byte places[3] = 0;                   /* how many places a turn has */
bool held[CHOICES] = false;           /* whether this choice has its place */
bool published = false;               /* post 1 */
bool away = false;                    /* postes or its database */

/* between them: what a replica is asking about, what came back, and copies of calls that nobody waits for */
byte call[2] = NOBODY;
byte reply[2] = NONE;
bool late[CHOICES] = { false, false, false, true };   /* of the other amphi we see nothing but this call */
byte nobody_hears = NONE;

#define UNANSWERED \
    (command[0] == RECEIVED -> 0 : (command[1] == RECEIVED -> 1 : (command[2] == RECEIVED -> 2 : NOBODY)))
#define running (!paused && !frozen)
#define open (turn < TURNS && outcome[turn] == NONE)
#define VIOLATED(what) printf(what); assert(false)

/* === the guards: what each of them says, and what stands there when a switch takes it out ================= */

#ifdef NO_RECEIVE_BEFORE_SETTLE       /* judged and asked about while nothing is stored; the row is held */
byte in_hand = 0;
#define row_is_free (in_hand == 0)
#define receive(choice) in_hand = r + 1
#define is_received(choice) (command[choice] == NONE && in_hand == r + 1)
#define let_go in_hand = (in_hand == r + 1 -> 0 : in_hand)
#else
#define row_is_free true
#define receive(choice) command[choice] = RECEIVED
#define is_received(choice) (command[choice] == RECEIVED)
#define let_go skip
#endif

#ifdef NO_FINISH_FIRST                /* a turn ends whatever is on its way */
#define nothing_on_its_way true
#else
#define nothing_on_its_way (known_unanswered == NOBODY)
#endif

#ifdef NO_FINISH_WHILE_PAUSED         /* looks do nothing during a pause */
#define looks_go_on (!paused)
#else
#define looks_go_on true
#endif

#ifdef NO_ONE_UNANSWERED              /* a second choice of the turn is received beside the first */
#define choice_in_the_way NOBODY
#define one_at_a_time true
#else
#define choice_in_the_way known_unanswered
#define one_at_a_time (UNANSWERED == NOBODY)     /* the index that stands behind */
#endif

#ifdef NO_IDEMPOTENCY_KEYS            /* a command sent again is judged again */
#define answered_already(choice) false
#define was_answered(choice) (command[choice] == GIVEN || command[choice] == REFUSED)
#else
#define answered_already(choice) (command[choice] == GIVEN || command[choice] == REFUSED)
#define was_answered(choice) false
#endif

#ifdef NO_STORED_ANSWERS              /* postes gives the place and keeps no answer to the id */
#define keep(choice, what) settlement[choice] = (what == REFUSED -> REFUSED : NONE)
#elif defined(NO_STORED_REFUSALS)     /* or keeps only the places that it gave */
#define keep(choice, what) settlement[choice] = (what == GIVEN -> GIVEN : NONE)
#else
#define keep(choice, what) settlement[choice] = what
#endif

#ifdef NO_ONE_PLACE_A_TURN            /* neither look nor index */
#define turn_is_served(choice) false
#else
#define turn_is_served(choice) (places[turn_of(choice)] > 0)
#endif
#ifdef NO_UNIQUE_INTERN               /* neither look nor index; here each intern has one turn */
#define intern_is_served(choice) false
#else
#define intern_is_served(choice) (places[turn_of(choice)] > 0)
#endif

#define can_be_had(choice) \
    (holders[post_of(choice)] == 0 && !turn_is_served(choice) && !intern_is_served(choice) && \
     (post_of(choice) == 0 || published))
#ifdef NO_POST_LOCK                   /* postes looks, anything may happen, and it writes what it saw */
byte seen[CHOICES] = NONE;
#define looks_first(choice) (choice == 0 || choice == OTHER_AMPHI)
#define has_seen(choice) (!looks_first(choice) || seen[choice] != NONE)
#define may_be_given(choice) (looks_first(choice) -> seen[choice] == GIVEN : can_be_had(choice))
#define forget_what_postes_saw(choice) seen[choice] = NONE
#else
#define has_seen(choice) true
#define may_be_given(choice) can_be_had(choice)
#define forget_what_postes_saw(choice) skip
#endif
#ifdef NO_UNIQUE_HOLDER
#define index_admits(choice) true
#else
#define index_admits(choice) (holders[post_of(choice)] == 0)
#endif

#ifdef NO_AMPHI_LOCK                  /* a replica looks, anything may happen, and it acts on what it saw */
byte seq = 0;
#define has_looked looked
#define act_on_it looked = false
#define one_more_decision seq++
#ifdef NO_LOG_PRIMARY_KEY
#define number_is_free true
#else
#define number_is_free (seq == known_seq)        /* the key that stands behind */
#endif
#else
#ifdef NO_FRESH_MEMORY                /* a replica believes its memory, whatever the row says */
#define act_on_it known_turn = turn; known_open = open; known_running = running
#else
#define known_turn turn
#define known_open open
#define known_running running
#define act_on_it skip
#endif
#define known_unanswered UNANSWERED
#define has_looked true
#define number_is_free true
#define one_more_decision skip
#endif

#ifdef NO_FROZEN_PAYLOAD              /* the question is made anew each time, and a right may have changed */
bool right = false, asks_with[2], late_with[CHOICES], settled_with[CHOICES], chosen_with[TURNS];
#ifdef NO_SAME_QUESTION
#define is_the_same_question(choice, with) true
#else
#define is_the_same_question(choice, with) (settlement[choice] == NONE || settled_with[choice] == with)
#endif
#define note(where, with) where = with
#define question_of(r) asks_with[r]
#define late_question(choice) late_with[choice]
#else
#define is_the_same_question(choice, with) true
#define note(where, with) skip
#define question_of(r) 0
#define late_question(choice) 0
#endif

/* === session: one replica (all are alike; two are enough to be in each other's way) ======================= */
#define idle (call[r] == NOBODY && row_is_free)
#define acts (idle && has_looked)

inline ask(choice) {
    call[r] = choice; reply[r] = NONE; note(asks_with[r], right); act_on_it
}

inline what_follows() {               /* domain/what_follows.py: the next turn, once time runs */
    if
    :: turn < TURNS && outcome[turn] != NONE && running -> turn++
    :: else
    fi
}

inline append_outcome(t, what) {      /* storage/decisions.py: append */
    outcome[t] = what; outcomes[t]++; one_more_decision
}

/* use_cases/engine.py: _try, _judge, receive; domain/deciding/choosing.py: choose */
inline choose(choice) {
    if
    :: answered_already(choice) ->                                  /* the same key: its answer (G-3) */
        printf("replica %d: sends the answer of choice %d again\n", r, choice); act_on_it
    :: command[choice] == RECEIVED ->
        printf("replica %d: has received choice %d already, asks postes\n", r, choice);
        ask(choice)
    :: was_answered(choice) && (known_turn != turn_of(choice) || !known_open || !known_running) ->
        printf("replica %d: refuses choice %d, sent again\n", r, choice);
        if
        :: command[choice] == GIVEN -> VIOLATED("VIOLATED: one answer a command\n")
        :: else
        fi;
        act_on_it
    :: command[choice] == NONE && (known_turn != turn_of(choice) || !known_open || !known_running) ->
        printf("replica %d: refuses choice %d\n", r, choice);
        command[choice] = REFUSED; act_on_it
    :: command[choice] == NONE && known_turn == turn_of(choice) && known_open && known_running ->
        if
        :: choice_in_the_way != NOBODY ->
            printf("replica %d: choice %d waits, asks postes about choice %d first\n", r, choice, choice_in_the_way);
            ask(choice_in_the_way)
        :: choice_in_the_way == NOBODY && one_at_a_time ->
            printf("replica %d: receives choice %d, asks postes\n", r, choice);
            receive(choice); ask(choice)
        :: else -> act_on_it
        fi
    :: else -> act_on_it
    fi
}

active [2] proctype Replica() {
    byte r = _pid;
#ifdef NO_AMPHI_LOCK
    bool looked = false, known_open, known_running;
    byte known_turn, known_unanswered, known_seq;
#endif
#ifdef NO_FRESH_MEMORY
    bool known_open = true, known_running = true;
    byte known_turn = 0;
#endif
end:
    do
#ifdef NO_AMPHI_LOCK
    :: atomic { idle && !looked && turn < TURNS ->
        printf("replica %d: looks at the amphi\n", r);
        looked = true; known_turn = turn; known_open = open; known_running = running;
        known_unanswered = UNANSWERED; known_seq = seq }
#endif
    /* Choose arrives, from a page that shows the turn or showed it a while ago */
    :: atomic { acts && !quiet -> choose(0) }
    :: atomic { acts && !quiet -> choose(1) }
    :: atomic { acts && turn >= 1 && !quiet -> choose(2) }

    /* use_cases/look.py, adapters/ticker.py: a choice without an answer is asked about, paused or not */
    :: atomic { acts && UNANSWERED != NOBODY && looks_go_on ->
        printf("replica %d: finds choice %d unanswered, asks postes\n", r, UNANSWERED);
        ask(UNANSWERED) }

    /* domain/deciding/turns.py, _miss: what ends a turn without a choice, be it time, ARS (« absent », « passer »)
       or the intern (« je renonce »). Only if no choice is on its way. */
    :: atomic { acts && known_open && nothing_on_its_way && number_is_free ->
        printf("replica %d: ends turn %d without a choice\n", r, known_turn);
        append_outcome(known_turn, MISSED); what_follows(); act_on_it }

    /* Engine.finish: the decision and the command's answer, together */
    :: atomic { call[r] != NOBODY && has_looked && reply[r] != NONE && is_received(call[r]) &&
                known_turn == turn_of(call[r]) && known_open && number_is_free ->
        command[call[r]] = reply[r];
        if
        :: reply[r] == GIVEN ->
            printf("replica %d: appends that choice %d has its place\n", r, call[r]);
            chosen[known_turn] = call[r]; append_outcome(known_turn, CHOSEN)
        :: else ->
            printf("replica %d: appends that choice %d is refused\n", r, call[r]); one_more_decision
        fi;
        note(chosen_with[turn], asks_with[r]);
        call[r] = NOBODY; reply[r] = NONE; let_go;
        what_follows(); act_on_it }
    :: atomic { call[r] != NOBODY && reply[r] != NONE && !is_received(call[r]) && row_is_free ->
        printf("replica %d: finds choice %d finished by the other one\n", r, call[r]);
        call[r] = NOBODY; reply[r] = NONE; act_on_it }
#ifdef NO_AMPHI_LOCK
    :: atomic { call[r] != NOBODY && reply[r] != NONE && !looked ->
        printf("replica %d: looks at the amphi\n", r);
        looked = true; known_turn = turn; known_open = open; known_running = running;
        known_unanswered = UNANSWERED; known_seq = seq }
    :: atomic { looked -> looked = false }
#endif

    /* SIGKILL, a timeout, a lost connection: before postes answered, or after. The call may be stuck on its way. */
    :: atomic { call[r] != NOBODY && !quiet ->
        printf("replica %d: dies, or waits no longer for choice %d\n", r, call[r]);
        if
        :: reply[r] == NONE && !late[call[r]] ->
            late[call[r]] = true; note(late_with[call[r]], asks_with[r]);
            printf("network: this call for choice %d is late\n", call[r])
        :: true
        fi;
        call[r] = NOBODY; reply[r] = NONE; let_go; act_on_it }

#ifdef NO_ONLY_STORED_ANSWERS         /* silence is taken for a refusal */
    :: atomic { call[r] != NOBODY && reply[r] == NONE && !late[call[r]] && !quiet ->
        printf("replica %d: waits no longer for choice %d, takes it as refused\n", r, call[r]);
        printf("network: this call for choice %d is late\n", call[r]);
        late[call[r]] = true; reply[r] = REFUSED }
#endif
    od
}

/* === postes: use_cases/settle.py, one transaction under the locks of the stock and of the post ============ */
inline settle(choice, with, answer) {
    if
    :: settlement[choice] != NONE -> answer = settlement[choice]
    :: else ->
        if
        :: may_be_given(choice) && index_admits(choice) ->
            answer = GIVEN;
            holders[post_of(choice)]++; places[turn_of(choice)]++; held[choice] = true
        :: else -> answer = REFUSED
        fi;
        note(settled_with[choice], with);
        forget_what_postes_saw(choice);
        keep(choice, answer)
    fi
}

inline serve(r) {                     /* a replica's call; a copy of it may still be on its way */
    if
    :: !late[call[r]] && !quiet ->
        late[call[r]] = true; note(late_with[call[r]], asks_with[r]);
        printf("network: doubles the call for choice %d\n", call[r])
    :: true
    fi;
    settle(call[r], question_of(r), reply[r]);
    if
    :: reply[r] == GIVEN -> printf("postes: answers replica %d that choice %d has its place\n", r, call[r])
    :: else -> printf("postes: answers replica %d that choice %d is refused\n", r, call[r])
    fi
}

inline serve_late(choice) {           /* after a minute in some queue: nobody hears the answer */
    printf("network: a late call for choice %d arrives\n", choice);
    late[choice] = false;
    settle(choice, late_question(choice), nobody_hears);
    if
    :: nobody_hears == GIVEN -> printf("postes: choice %d has its place, nobody hears it\n", choice)
    :: else -> printf("postes: choice %d is refused, nobody hears it\n", choice)
    fi;
    nobody_hears = NONE
}

#define can_serve(r) (!away && call[r] != NOBODY && reply[r] == NONE && \
                      has_seen(call[r]) && is_the_same_question(call[r], question_of(r)))
#define can_serve_late(choice) (!away && late[choice] && \
                                has_seen(choice) && is_the_same_question(choice, late_question(choice)))

active proctype Postes() {
end:
    do
    :: atomic { can_serve(0) -> serve(0) }
    :: atomic { can_serve(1) -> serve(1) }
    :: atomic { can_serve_late(0) -> serve_late(0) }
    :: atomic { can_serve_late(1) -> serve_late(1) }
    :: atomic { can_serve_late(2) -> serve_late(2) }
    :: atomic { can_serve_late(OTHER_AMPHI) -> serve_late(OTHER_AMPHI) }
    :: atomic { late[0] -> late[0] = false }                        /* or it is lost */
    :: atomic { late[1] -> late[1] = false }
    :: atomic { late[2] -> late[2] = false }
    :: atomic { late[OTHER_AMPHI] -> late[OTHER_AMPHI] = false }
#ifdef NO_POST_LOCK
#define look_at(choice) printf("postes: looks at the post of choice %d\n", choice); \
                        seen[choice] = (can_be_had(choice) -> GIVEN : REFUSED)
    :: atomic { (call[0] == 0 || call[1] == 0 || late[0]) && !has_seen(0) -> look_at(0) }
    :: atomic { late[OTHER_AMPHI] && !has_seen(OTHER_AMPHI) -> look_at(OTHER_AMPHI) }
#endif
    od
}

/* === the world around ===================================================================================== */
active proctype World() {
end:
    do
    /* domain/deciding/stopping.py: pause, resume */
    :: atomic { !paused && turn < TURNS && !quiet && row_is_free ->
        paused = true; one_more_decision;
        printf("ARS: pauses\n");
        if
        :: for_ever = true; printf("ARS: and leaves it so\n")
        :: true
        fi }
    :: atomic { paused && !for_ever && row_is_free ->
        paused = false; one_more_decision; printf("ARS: resumes\n"); what_follows() }
    /* postes stops and starts; looks freeze and thaw the turn (domain/deciding/stopping.py, G-6) */
    :: atomic { !away && !quiet -> away = true; printf("postes: goes away\n") }
    :: atomic { away -> away = false; printf("postes: is back\n") }
    :: atomic { away && running && turn < TURNS && row_is_free ->
        frozen = true; one_more_decision; printf("session: freezes\n") }
    :: atomic { !away && frozen && UNANSWERED == NOBODY && row_is_free ->
        frozen = false; one_more_decision; printf("session: thaws\n"); what_follows() }
    /* ARS adds a post live */
    :: atomic { !published && !quiet -> published = true; printf("ARS: publishes post 1\n") }
    /* nothing more goes wrong */
    :: atomic { !quiet -> quiet = true }
#ifdef NO_FROZEN_PAYLOAD
    :: atomic { !right && !quiet -> right = true; printf("identity: changes a right of the interns\n") }
#endif
    od
}

/* === what must always hold (G-1…G-3, ENG-3, CHX-7): a process that can only move where it does not =========== */
#define missed_with_a_place(t) (outcome[t] == MISSED && places[t] > 0)
#define chosen_without_place(t) (outcome[t] == CHOSEN && !held[chosen[t]])
#define refused_with_a_place(c) (command[c] == REFUSED && held[c])

active proctype Watch() {
end:
    if
    :: atomic { holders[0] > 1 || holders[1] > 1 -> VIOLATED("VIOLATED: one holder a place\n") }
    :: atomic { outcomes[0] > 1 || outcomes[1] > 1 -> VIOLATED("VIOLATED: one outcome a turn\n") }
    :: atomic { places[0] > 1 || places[1] > 1 -> VIOLATED("VIOLATED: one place a turn\n") }
    :: atomic { missed_with_a_place(0) || missed_with_a_place(1) ->
        VIOLATED("VIOLATED: never both a choice and an absence\n") }
    :: atomic { chosen_without_place(0) || chosen_without_place(1) ->
        VIOLATED("VIOLATED: no confirmed choice lost\n") }
    :: atomic { refused_with_a_place(0) || refused_with_a_place(1) || refused_with_a_place(2) ->
        VIOLATED("VIOLATED: who was refused has no place\n") }
#ifdef NO_FROZEN_PAYLOAD
    :: atomic { outcome[0] == CHOSEN && chosen_with[0] != settled_with[chosen[0]] ->
        VIOLATED("VIOLATED: the log says what postes did\n") }
#endif
    fi
}

/* === every turn ends, and every choice received gets its answer: once quiet, nothing stops before that ===== */
#ifdef LIVENESS                       /* said once more as a formula, on infinite runs too: nothing turns in circles */
#define answered (command[0] != RECEIVED && command[1] != RECEIVED && command[2] != RECEIVED)
#define ended (turn == TURNS || for_ever)
ltl every_turn_ends { (<> quiet) -> (<> (answered && ended)) }
#else
active proctype Stillness() {
end:
    if
    :: atomic { timeout && UNANSWERED != NOBODY -> VIOLATED("VIOLATED: every choice received gets its answer\n") }
    :: atomic { timeout && turn < TURNS && !for_ever -> VIOLATED("VIOLATED: every turn ends\n") }
    fi
}
#endif

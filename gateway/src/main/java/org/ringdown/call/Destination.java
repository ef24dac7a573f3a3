package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Account;

/** Where candidates for the called side are found, in the words of the technology that reaches it; a record that could be serialised. */
public interface Destination {
    /** The user who is called, where it is one of ours; the user's watchers see the call. */
    default Optional<String> calledUser() {
        return Optional.empty();
    }

    /** How the dialled address led here, for records. */
    default CallRoute route() {
        return CallRoute.UNKNOWN;
    }

    /** At whose expense it is called, should a call that is there already go on to it; nobody's where it costs nothing. */
    default List<Account> payers() {
        return List.of();
    }

    /** The mailbox that knows the candidates and answers {@link WhoRings} by {@link Candidates}; absent where this is itself the one. */
    default Optional<String> known() {
        return Optional.empty();
    }
}

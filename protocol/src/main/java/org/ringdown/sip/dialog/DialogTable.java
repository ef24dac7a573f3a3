package org.ringdown.sip.dialog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipRequest;

/**
 * Whose each dialog is. Bounded; one owner.
 *
 * @param <T> what owns a dialog, such as the id of a call
 */
public final class DialogTable<T> {
    private static final Refusal GONE = new Refusal(481, "Call/Transaction Does Not Exist");

    private final int capacity;
    private final Map<DialogId, T> owners = new HashMap<>();

    public DialogTable(int capacity) {
        this.capacity = capacity;
    }

    /** Whose a request is. */
    public sealed interface Match<T> {
        record Within<T>(T owner) implements Match<T> {}

        /** No tag in To: it may begin a dialog. */
        record Outside<T>() implements Match<T> {}

        /** It is within a dialog that we do not have: to be answered so, unless it is an ACK (RFC 3261 §12.2.2). */
        record Gone<T>(Refusal refusal) implements Match<T> {}
    }

    public Match<T> match(SipRequest received) {
        var id = DialogId.of(received);
        if (id.isEmpty()) return new Match.Outside<>();
        var owner = find(id.get());
        return owner.isPresent() ? new Match.Within<>(owner.get()) : new Match.Gone<>(GONE);
    }

    /** The owner of the dialog that a Replaces or Join names, too. */
    public Optional<T> find(DialogId id) {
        return Optional.ofNullable(owners.get(id));
    }

    /** False when there is no room for another dialog: then it must not come about. */
    public boolean put(DialogId id, T owner) {
        if (owners.size() >= capacity && !owners.containsKey(id)) return false;
        owners.put(id, owner);
        return true;
    }

    public void remove(DialogId id) {
        owners.remove(id);
    }

    public int size() {
        return owners.size();
    }
}

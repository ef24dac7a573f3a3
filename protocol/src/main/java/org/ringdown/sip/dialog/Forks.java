package org.ringdown.sip.dialog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/**
 * The dialogs that one INVITE of ours brings about, one for each far end a proxy forked it to (RFC 3261 §12.1.2, §13.2.2).
 *
 * <p>The first 2xx decides which is the call. Any other is to be acknowledged and ended with BYE.
 */
public final class Forks {
    /** More far ends than a person could call at once. */
    private static final int MAX = 16;

    private final SipRequest invite;
    private final SequencedMap<DialogId, Dialog> dialogs = new LinkedHashMap<>();
    private Optional<DialogId> winner = Optional.empty();

    /** @param invite as it was sent last, with the credentials that were asked for */
    public Forks(SipRequest invite) {
        this.invite = invite;
    }

    /** What a response to the INVITE says. */
    public sealed interface Progress {
        /** 100, a provisional response without a tag, or one from too many far ends: no dialog. */
        record Trying() implements Progress {}

        /** A far end rings or sends early media. {@code first}: it is heard of for the first time. */
        record Early(Dialog dialog, boolean first) implements Progress {}

        /** This far end answered first: acknowledge; the others will be cancelled by their proxy. */
        record Answered(Dialog dialog) implements Progress {}

        /** This one answered too, too late: acknowledge, then BYE (§13.2.2.4). */
        record Surplus(Dialog dialog) implements Progress {}

        /** Nobody answers: all early dialogs are over. */
        record Refused() implements Progress {}
    }

    /** Takes in a response; a repeated 2xx does not come here. */
    public Progress received(SipResponse response) {
        if (response.isSuccess()) return answered(response);
        if (response.isFinal()) {
            dialogs.clear();
            return new Progress.Refused();
        }
        return response.status() > 100 && response.headers().to().tag().isPresent()
                ? early(response)
                : new Progress.Trying();
    }

    /** Keeps what became of a dialog meanwhile, such as its count after a PRACK. */
    public void keep(Dialog dialog) {
        dialogs.replace(dialog.id(), dialog);
    }

    /** The dialogs there are, in the order in which they were heard of. */
    public List<Dialog> dialogs() {
        return List.copyOf(dialogs.values());
    }

    private Progress early(SipResponse response) {
        var id = DialogId.of(response);
        boolean first = !dialogs.containsKey(id);
        if (first && dialogs.size() >= MAX) return new Progress.Trying();
        return new Progress.Early(
                dialogs.computeIfAbsent(id, _ -> Dialog.asCaller(invite, response)), first);
    }

    private Progress answered(SipResponse response) {
        var id = DialogId.of(response);
        var early = dialogs.getOrDefault(id, Dialog.asCaller(invite, response));
        var dialog = early.confirmed(response);
        dialogs.put(id, dialog);
        if (winner.isPresent() && !winner.get().equals(id)) return new Progress.Surplus(dialog);
        winner = Optional.of(id);
        return new Progress.Answered(dialog);
    }
}

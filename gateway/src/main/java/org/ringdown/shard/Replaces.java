package org.ringdown.shard;

import java.util.Arrays;
import java.util.Optional;
import org.ringdown.sip.dialog.DialogId;

/**
 * Which of our dialogs somebody wants the place of (RFC 3891 §6.1).
 *
 * @param earlyOnly only while nobody has answered in it
 */
public record Replaces(DialogId dialog, boolean earlyOnly) {
    private static final int LONGEST = 512;

    /** Our own tag is the to-tag (§3); nothing where a part is missing. */
    public static Optional<Replaces> parse(String value) {
        if (value.length() > LONGEST) return Optional.empty();
        var parts = Arrays.stream(value.split(";", -1)).map(String::strip).toList();
        var ours = parameter(parts, "to-tag=");
        var theirs = parameter(parts, "from-tag=");
        if (parts.getFirst().isEmpty() || ours.isEmpty() || theirs.isEmpty())
            return Optional.empty();
        boolean early = parts.stream().anyMatch("early-only"::equalsIgnoreCase);
        return Optional.of(
                new Replaces(new DialogId(parts.getFirst(), ours.get(), theirs.get()), early));
    }

    /** For somebody else to tell the far end of the dialog: its tag is the to-tag there. */
    public String asTheySeeIt() {
        return dialog.callId()
                + ";to-tag="
                + dialog.remoteTag()
                + ";from-tag="
                + dialog.localTag()
                + (earlyOnly ? ";early-only" : "");
    }

    private static Optional<String> parameter(java.util.List<String> parts, String name) {
        return parts.stream()
                .skip(1)
                .filter(part -> part.regionMatches(true, 0, name, 0, name.length()))
                .map(part -> part.substring(name.length()))
                .filter(tag -> !tag.isEmpty())
                .findFirst();
    }
}

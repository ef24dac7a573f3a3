package org.ringdown.shard;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringdown.call.Info;
import org.ringdown.sip.Body;
import org.ringdown.sip.Capabilities;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.event.DialogInfo;
import org.ringdown.sip.event.MessageSummary;
import org.ringdown.sip.event.Pidf;

/** Which bodies are read, by the method that brings them; others are answered 415, before anything else is asked. */
public final class Bodies {
    public static final String TEXT = "text/plain";

    private static final Set<String> NEWS =
            Set.of(
                    MessageSummary.MEDIA_TYPE,
                    DialogInfo.MEDIA_TYPE,
                    Pidf.MEDIA_TYPE,
                    "message/sipfrag");

    private static final Set<String> INFO =
            Stream.concat(Info.TYPES.stream(), DtmfInfo.TYPES.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private Bodies() {}

    /** What may be in an INFO, for Accept. */
    public static String info() {
        return String.join(", ", new TreeSet<>(INFO));
    }

    /** What we can do about a request of this method. */
    public static Capabilities of(String method, Capabilities all) {
        return switch (method) {
            case Methods.MESSAGE -> reading(Set.of(TEXT), all);
            case Methods.INFO -> reading(INFO, all);
            case Methods.NOTIFY -> reading(NEWS, all);
            case Methods.REGISTER ->
                    new Capabilities(
                            all.methods(), Extensions.of(method), all.schemes(), all.bodies());
            default -> all;
        };
    }

    private static Capabilities reading(Set<String> types, Capabilities all) {
        return new Capabilities(all.methods(), all.extensions(), all.schemes(), types);
    }

    /** All that is read, for Accept. */
    public static String accept() {
        var all = new TreeSet<>(INFO);
        all.add(TEXT);
        all.add(Sdp.TYPE);
        all.addAll(NEWS);
        return String.join(", ", all);
    }

    /** The text of a body; empty where it is not the UTF-8 that it must be. */
    public static Optional<String> text(SipRequest request) {
        Body body = request.body();
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(body.bytes()).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}

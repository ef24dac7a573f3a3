package org.ringdown.shard;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipResponse;

/** Between SIP statuses, the causes of ITU-T Q.850 and the words of an ending (docs/endings.md). */
public final class SipEndings {
    private static final Pattern Q850 =
            Pattern.compile("(?i)^\\s*Q\\.850\\s*;.*?cause\\s*=\\s*(\\d{1,3})");
    private static final Pattern SIP_200 =
            Pattern.compile("(?i)^\\s*SIP\\s*;(.*;)?\\s*cause\\s*=\\s*200\\b.*");
    private static final int HIGHEST_CAUSE = 127;

    private SipEndings() {}

    /** Why a call ended that a far end refused; where the status says little, the cause of the telephone network does. */
    public static EndReason reason(int status, OptionalInt q850) {
        boolean vague = status == 480 || status >= 500 && status < 600;
        return vague && q850.isPresent()
                ? reasonOf(q850.getAsInt()).orElse(reason(status))
                : reason(status);
    }

    static EndReason reason(int status) {
        return switch (status) {
            case 486, 600 -> EndReason.BUSY;
            case 603, 607, 608 -> EndReason.DECLINED;
            case 408 -> EndReason.NO_ANSWER;
            case 404, 410, 484, 604 -> EndReason.NOT_FOUND;
            case 401, 403, 407 -> EndReason.FORBIDDEN;
            case 415, 488, 606 -> EndReason.CODEC_MISMATCH;
            case 487 -> EndReason.CANCELED;
            case 300, 301, 302, 305, 380, 480 -> EndReason.UNAVAILABLE;
            default -> status >= 500 && status < 600 ? EndReason.UNAVAILABLE : EndReason.ERROR;
        };
    }

    /** RFC 3398 §7.2.4.1, the other way round. */
    private static Optional<EndReason> reasonOf(int cause) {
        return switch (cause) {
            case 1, 2, 3, 22, 28 -> Optional.of(EndReason.NOT_FOUND);
            case 17 -> Optional.of(EndReason.BUSY);
            case 18, 19 -> Optional.of(EndReason.NO_ANSWER);
            case 21 -> Optional.of(EndReason.DECLINED);
            case 55, 57 -> Optional.of(EndReason.FORBIDDEN);
            case 65, 70, 79, 88 -> Optional.of(EndReason.CODEC_MISMATCH);
            default -> Optional.empty();
        };
    }

    /** How a caller is refused. */
    public static Ending.Status status(Ending ending) {
        return switch (ending.reason()) {
            case BUSY -> new Ending.Status(486, "Busy Here");
            case DECLINED -> new Ending.Status(603, "Decline");
            case NO_ANSWER -> new Ending.Status(408, "Request Timeout");
            case NOT_FOUND -> new Ending.Status(404, "Not Found");
            case FORBIDDEN -> new Ending.Status(403, "Forbidden");
            case CODEC_MISMATCH -> new Ending.Status(488, "Not Acceptable Here");
            case CANCELED -> new Ending.Status(487, "Request Terminated");
            case LIMIT_REACHED -> new Ending.Status(503, "Service Unavailable");
            case ERROR -> new Ending.Status(500, "Server Internal Error");
            default -> new Ending.Status(480, "Temporarily Unavailable");
        };
    }

    /** A refusal with the cause that the far end gave, for networks that go by that (RFC 6432). */
    public static SipResponse explained(SipResponse refusal, Ending ending) {
        if (limited(ending)) return warned(refusal, words(ending));
        if (ending.q850().isEmpty()) return refusal;
        var reason = "Q.850;cause=" + ending.q850().getAsInt();
        return refusal.withHeaders(refusal.headers().with("Reason", reason));
    }

    /** Says in words why, for people (RFC 3261 §20.43); we are named by what we are, not by where. */
    public static SipResponse warned(SipResponse refusal, String words) {
        return refusal.withHeaders(
                refusal.headers().with("Warning", "399 ringdown " + quoted(words)));
    }

    /** Whether we ended it, because it was one too many or not wanted. */
    private static boolean limited(Ending ending) {
        boolean ours = ending.by() == Ending.By.SYSTEM && ending.status().isPresent();
        return ours
                && (ending.reason() == EndReason.LIMIT_REACHED
                        || ending.reason() == EndReason.FORBIDDEN);
    }

    /** What of ours is gone, where that is not the network. */
    private static Optional<String> lost(Ending ending) {
        boolean ours = ending.by() == Ending.By.SYSTEM;
        return ours ? ending.status().map(Ending.Status::reason) : Optional.empty();
    }

    private static String words(Ending ending) {
        return ending.status().map(Ending.Status::reason).orElse("");
    }

    private static String quoted(String words) {
        return '"' + words.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?") + '"';
    }

    /** The Reason header that says why we end a call (RFC 3326), so that a phone does not count it as missed. */
    public static String reasonHeader(Ending ending) {
        if (ending.q850().isPresent() && ending.reason() == EndReason.HANGUP)
            return "Q.850;cause=" + ending.q850().getAsInt();
        if (limited(ending))
            return "SIP;cause=" + status(ending).code() + ";text=" + quoted(words(ending));
        return switch (ending.reason()) {
            case ANSWERED_ELSEWHERE -> "SIP;cause=200;text=\"Call completed elsewhere\"";
            case HANGUP -> "Q.850;cause=16;text=\"Normal call clearing\"";
            case CANCELED -> "SIP;cause=487;text=\"Request Terminated\"";
            case BUSY -> "Q.850;cause=17;text=\"User busy\"";
            case NO_ANSWER -> "Q.850;cause=19;text=\"No answer\"";
            case DECLINED -> "Q.850;cause=21;text=\"Call rejected\"";
            case NOT_FOUND -> "Q.850;cause=1;text=\"Unallocated number\"";
            case CODEC_MISMATCH -> "Q.850;cause=88;text=\"Incompatible destination\"";
            case NETWORK_LOST, MEDIA_TIMEOUT ->
                    "Q.850;cause=41;text=" + quoted(lost(ending).orElse("Temporary failure"));
            default -> "Q.850;cause=31;text=\"" + ending.reason().word() + "\"";
        };
    }

    /** The Q.850 cause that a far end gives (RFC 3326). */
    public static OptionalInt cause(SipMessage message) {
        for (var reason : message.headers().all("Reason")) {
            var match = Q850.matcher(reason);
            if (match.find()) return within(Integer.parseInt(match.group(1)));
        }
        return OptionalInt.empty();
    }

    private static OptionalInt within(int cause) {
        return cause >= 1 && cause <= HIGHEST_CAUSE ? OptionalInt.of(cause) : OptionalInt.empty();
    }

    /** Whether a CANCEL says that somebody else has answered. */
    public static boolean elsewhere(SipMessage cancel) {
        return cancel.headers().all("Reason").stream()
                .anyMatch(reason -> SIP_200.matcher(reason).matches());
    }
}

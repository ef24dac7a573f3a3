package org.ringdown.leg.sip;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.sip.SipMessage;

/** Between SIP statuses and the words of an ending (docs/endings.md). */
final class SipEndings {
    private static final Pattern Q850 =
            Pattern.compile("(?i)^\\s*Q\\.850\\s*;.*?cause\\s*=\\s*(\\d{1,3})");

    private SipEndings() {}

    /** Why a call ended that a far end refused. */
    static EndReason reason(int status) {
        return switch (status) {
            case 486, 600 -> EndReason.BUSY;
            case 603 -> EndReason.DECLINED;
            case 408 -> EndReason.NO_ANSWER;
            case 404, 484, 604 -> EndReason.NOT_FOUND;
            case 401, 403, 407 -> EndReason.FORBIDDEN;
            case 415, 488, 606 -> EndReason.CODEC_MISMATCH;
            case 487 -> EndReason.CANCELED;
            case 480 -> EndReason.UNAVAILABLE;
            default -> status >= 500 && status < 600 ? EndReason.UNAVAILABLE : EndReason.ERROR;
        };
    }

    /** How a caller is refused. */
    static Ending.Status status(Ending ending) {
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

    /** The Reason header that says why we end a call (RFC 3326), so that a phone does not count it as missed. */
    static String reasonHeader(Ending ending) {
        return switch (ending.reason()) {
            case ANSWERED_ELSEWHERE -> "SIP;cause=200;text=\"Call completed elsewhere\"";
            case HANGUP -> "Q.850;cause=16;text=\"Normal call clearing\"";
            case CANCELED -> "SIP;cause=487;text=\"Request Terminated\"";
            case NO_ANSWER -> "Q.850;cause=19;text=\"No answer\"";
            case NETWORK_LOST, MEDIA_TIMEOUT -> "Q.850;cause=41;text=\"Temporary failure\"";
            default -> "Q.850;cause=31;text=\"" + ending.reason().word() + "\"";
        };
    }

    /** The Q.850 cause that a far end gives (RFC 3326). */
    static OptionalInt cause(SipMessage message) {
        for (var reason : message.headers().all("Reason")) {
            var match = Q850.matcher(reason);
            if (match.find()) return OptionalInt.of(Integer.parseInt(match.group(1)));
        }
        return OptionalInt.empty();
    }
}

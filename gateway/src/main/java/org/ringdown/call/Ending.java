package org.ringdown.call;

import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.limit.Refusal;
import org.ringdown.wire.Plain;

/**
 * How a call ended, told alike to everybody in it.
 *
 * @param by whose doing it was
 * @param status the SIP status that said so, where one did
 * @param q850 the cause of ITU-T Q.850, where the far end gave one (RFC 3326)
 */
public record Ending(EndReason reason, By by, Optional<Status> status, OptionalInt q850) {
    /** Whose doing an ending was; each end reads it from its own place. */
    public enum By {
        CALLER,
        CALLEE,
        SYSTEM
    }

    public record Status(int code, String reason) {
        public Status {
            reason = Plain.text(reason);
        }
    }

    public static Ending of(EndReason reason, By by) {
        return new Ending(reason, by, Optional.empty(), OptionalInt.empty());
    }

    public static Ending of(EndReason reason, By by, int status, String words) {
        return new Ending(reason, by, Optional.of(new Status(status, words)), OptionalInt.empty());
    }

    /** Of a call that is one too many, or that the operator has stopped. */
    public static Ending of(Refusal why) {
        return why.isStop()
                ? of(EndReason.FORBIDDEN, By.SYSTEM, 403, why.message())
                : of(EndReason.LIMIT_REACHED, By.SYSTEM, 503, why.message());
    }

    Ending by(By whom) {
        return new Ending(reason, whom, status, q850);
    }

    public Ending withQ850(OptionalInt cause) {
        return new Ending(reason, by, status, cause);
    }

    /**
     * Of two refusals of the same call by different phones, the one that the caller should hear of: a person's decision before a
     * device's state, a state before an error.
     */
    static Ending graver(Ending one, Ending other) {
        return weight(other.reason) > weight(one.reason) ? other : one;
    }

    private static int weight(EndReason reason) {
        return switch (reason) {
            case DECLINED -> 6;
            case BUSY -> 5;
            case NO_ANSWER -> 4;
            case CODEC_MISMATCH, FORBIDDEN, LIMIT_REACHED -> 3;
            case UNAVAILABLE -> 2;
            case NOT_FOUND -> 1;
            default -> 0;
        };
    }
}

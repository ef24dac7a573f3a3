package org.ringdown.call;

import java.util.OptionalInt;

/**
 * How far a transfer has come, as whoever asked for it is told.
 *
 * @param status of SIP, where one said so
 */
public record TransferProgress(Stage stage, OptionalInt status) {
    /** The stages of a transfer; the last two end it. */
    public enum Stage {
        TRYING,
        RINGING,
        DONE,
        FAILED;

        /** As pages read it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static final TransferProgress TRYING =
            new TransferProgress(Stage.TRYING, OptionalInt.empty());
    public static final TransferProgress RINGING =
            new TransferProgress(Stage.RINGING, OptionalInt.of(180));
    public static final TransferProgress DONE =
            new TransferProgress(Stage.DONE, OptionalInt.of(200));

    public static TransferProgress failed(OptionalInt status) {
        return new TransferProgress(Stage.FAILED, status);
    }

    public static TransferProgress failed(int status) {
        return failed(OptionalInt.of(status));
    }

    public boolean isOver() {
        return stage == Stage.DONE || stage == Stage.FAILED;
    }
}

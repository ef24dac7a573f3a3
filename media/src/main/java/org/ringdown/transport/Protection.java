package org.ringdown.transport;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpSender;

/** What stands between the packets of a far end and ours: nothing, SRTP, or the wait for its keys. Works in place. */
interface Protection {
    /** There are no keys yet. Every other negative number is a refusal of {@link SrtpReceiver}. */
    int NO_KEYS = Integer.MIN_VALUE;

    /** Opens a packet; its new length, or a negative number. */
    int open(ByteBuffer packet, int offset, int length);

    int openRtcp(ByteBuffer packet, int offset, int length);

    /** Closes a packet behind which there is room; its new length, or {@link #NO_KEYS}. */
    int seal(ByteBuffer packet, int offset, int length);

    /** Closes a packet that was closed before, and is the same. */
    int sealAgain(ByteBuffer packet, int offset, int length);

    int sealRtcp(ByteBuffer packet, int offset, int length);

    /** Whether what can be opened was made by the far end, and so tells where it is. */
    boolean proves();

    /** Plain RTP. */
    Protection NONE = new Same(false);

    /** Nothing passes before there are keys. */
    Protection AWAITED = new Same(true);

    /** @param awaited whether nothing passes, rather than everything */
    record Same(boolean awaited) implements Protection {
        private int length(int length) {
            return awaited ? NO_KEYS : length;
        }

        @Override
        public int open(ByteBuffer packet, int offset, int length) {
            return length(length);
        }

        @Override
        public int openRtcp(ByteBuffer packet, int offset, int length) {
            return length(length);
        }

        @Override
        public int seal(ByteBuffer packet, int offset, int length) {
            return length(length);
        }

        @Override
        public int sealAgain(ByteBuffer packet, int offset, int length) {
            return length(length);
        }

        @Override
        public int sealRtcp(ByteBuffer packet, int offset, int length) {
            return length(length);
        }

        @Override
        public boolean proves() {
            return false;
        }
    }

    /** SRTP. After a change of the far end's key, what it sent before is understood until the first packet under the new one. */
    final class Srtp implements Protection {
        private final SrtpReceiver receiver;
        private final SrtpSender sender;
        private Optional<SrtpReceiver> before;

        Srtp(SrtpReceiver receiver, SrtpSender sender, Optional<SrtpReceiver> before) {
            this.receiver = receiver;
            this.sender = sender;
            this.before = before;
        }

        @Override
        public int open(ByteBuffer packet, int offset, int length) {
            int opened = receiver.unprotect(packet, offset, length);
            if (opened != SrtpReceiver.FORGED) {
                if (opened >= 0) before = Optional.empty();
                return opened;
            }
            return before.isEmpty() ? opened : before.get().unprotect(packet, offset, length);
        }

        @Override
        public int openRtcp(ByteBuffer packet, int offset, int length) {
            int opened = receiver.unprotectRtcp(packet, offset, length);
            return opened != SrtpReceiver.FORGED || before.isEmpty()
                    ? opened
                    : before.get().unprotectRtcp(packet, offset, length);
        }

        @Override
        public int seal(ByteBuffer packet, int offset, int length) {
            return sender.protect(packet, offset, length);
        }

        @Override
        public int sealAgain(ByteBuffer packet, int offset, int length) {
            return sender.protectAgain(packet, offset, length);
        }

        @Override
        public int sealRtcp(ByteBuffer packet, int offset, int length) {
            return sender.protectRtcp(packet, offset, length);
        }

        @Override
        public boolean proves() {
            return true;
        }
    }
}

package org.ringdown.path;

import java.nio.ByteBuffer;
import org.ringdown.media.Format;
import org.ringdown.rtp.KeypadSender;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.TelephoneEvent;
import org.ringdown.worker.DatagramHandler;

/** Keys as events, for a far end that agreed to them (RFC 4733). */
final class EventKeys implements KeySource {
    private final KeypadSender sender;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(RtpPacket.HEADER + TelephoneEvent.SIZE + DatagramHandler.TAIL);
    private final RtpPacket packet = new RtpPacket();

    EventKeys(Format events) {
        sender = new KeypadSender(events.payloadType(), events.codec().clockRate());
    }

    @Override
    public boolean press(String keys, long toneNanos, long gapNanos, long now) {
        return sender.press(keys, toneNanos, gapNanos, now);
    }

    @Override
    public boolean isPressing() {
        return sender.isPressing();
    }

    @Override
    public long deadline() {
        return sender.deadline();
    }

    @Override
    public boolean poll(long now) {
        buffer.clear();
        int length = sender.poll(buffer, 0, now);
        return length > 0 && packet.wrap(buffer, 0, length);
    }

    @Override
    public RtpPacket packet() {
        return packet;
    }
}

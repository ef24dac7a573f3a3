package org.ringdown.engine;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.ringdown.media.MediaNote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.TransportListener;

/** Sound and pictures of a page come on one transport: a payload type means one of them alone there (RFC 8843 §10.1.1). */
final class PageSplit implements TransportListener {
    private final TransportListener sound;
    private final boolean[] isPicture = new boolean[128];
    private Optional<TransportListener> pictures = Optional.empty();

    PageSplit(TransportListener sound) {
        this.sound = sound;
    }

    void pictures(TransportListener line, Set<Integer> payloadTypes) {
        pictures = Optional.of(line);
        Arrays.fill(isPicture, false);
        payloadTypes.forEach(type -> isPicture[type] = true);
    }

    @Override
    public void rtp(RtpPacket packet, long now) {
        boolean picture = isPicture[packet.payloadType()] && pictures.isPresent();
        (picture ? pictures.get() : sound).rtp(packet, now);
    }

    /** One packet may report about both. */
    @Override
    public void rtcp(ByteBuffer buffer, int offset, int length, long now) {
        if (pictures.isPresent()) pictures.get().rtcp(buffer, offset, length, now);
        sound.rtcp(buffer, offset, length, now);
    }

    @Override
    public void noted(MediaNote note) {
        pictures.ifPresent(line -> line.noted(note));
        sound.noted(note);
    }

    @Override
    public void foreign(InetSocketAddress from) {
        sound.foreign(from);
    }

    @Override
    public void unagreed(int payloadType) {
        sound.unagreed(payloadType);
    }
}

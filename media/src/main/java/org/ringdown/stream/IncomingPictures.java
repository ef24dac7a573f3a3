package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.flv.AvcConfiguration;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.MediaClock;
import org.ringdown.rtmp.flv.NalUnits;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtp.H264Packer;
import org.ringdown.rtp.H264Payload;
import org.ringdown.rtp.PicturePacker;
import org.ringdown.rtp.Vp8Packer;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;

/**
 * Pictures of a client, on their way from messages to packets. On a thread of the edge.
 *
 * <p>H.264 comes as files have it: its parameter sets once, before the first picture. Packets bring them with each picture that stands alone (RFC 6184 §8.4), as
 * whoever sees them may have come later.
 */
public final class IncomingPictures {
    private static final int PER_MILLI = OutgoingPictures.CLOCK / 1000;

    private final StreamInlet inlet;
    private final SenderClock.Told captures;
    private final MediaClock messages = new MediaClock();
    private final H264Packer h264 = new H264Packer(true);
    private final Vp8Packer vp8 = new Vp8Packer();
    private Optional<AvcConfiguration> configuration = Optional.empty();
    private Codec codec = FrameCutter.NO_CODEC;

    public IncomingPictures(StreamInlet inlet, SenderClock sender) {
        this.inlet = inlet;
        this.captures = new SenderClock.Told(sender, inlet::captured);
    }

    /** @param now when it came */
    public void accept(int timestamp, ByteBuffer body, long now) {
        try {
            take(messages.at(timestamp), VideoTag.parse(body), now);
        } catch (MalformedException _) {
            inlet.count(Counted.MALFORMED);
        }
        inlet.flush();
    }

    private void take(long millis, VideoTag tag, long now) throws MalformedException {
        switch (tag) {
            case VideoTag.AvcStart(var start) -> configure(start);
            case VideoTag.Start(var kind, var start) when kind.equals(FourCc.AVC) ->
                    configure(start);
            case VideoTag.Avc(_, int later, var units) -> h264(millis + later, units, now);
            case VideoTag.Coded(_, var kind, int later, var units) when kind.equals(FourCc.AVC) ->
                    h264(millis + later, units, now);
            case VideoTag.Coded(_, var kind, _, var picture) when kind.equals(FourCc.VP8) ->
                    vp8(millis, picture, now);
            case VideoTag.Plain _, VideoTag.Coded _, VideoTag.Unread _ ->
                    inlet.count(Counted.NOT_UNDERSTOOD);
            default -> {}
        }
    }

    /** What is kept of it is a copy: the message is not ours. */
    private void configure(ByteBuffer start) throws MalformedException {
        var copy = ByteBuffer.allocate(start.remaining()).put(start).flip();
        configuration = Optional.of(AvcConfiguration.parse(copy));
    }

    private void h264(long millis, ByteBuffer data, long now) throws MalformedException {
        if (configuration.isEmpty()) {
            inlet.count(Counted.NOT_UNDERSTOOD);
            return;
        }
        var units = withParameterSets(NalUnits.split(data, configuration.get().lengthSize()));
        int timestamp = begin(Codec.H264, millis, now);
        h264.pack(units, (payload, last) -> inlet.put(payload, timestamp, last, now));
    }

    private List<ByteBuffer> withParameterSets(List<ByteBuffer> all) {
        var units = all.stream().filter(ByteBuffer::hasRemaining).toList();
        boolean alone = units.stream().anyMatch(unit -> type(unit) == H264Payload.INSTANT_REFRESH);
        boolean said =
                units.stream().anyMatch(unit -> type(unit) == H264Payload.SEQUENCE_PARAMETERS);
        if (!alone || said) return units;
        var whole = new ArrayList<ByteBuffer>();
        configuration.ifPresent(known -> {
            whole.addAll(known.sequenceParameterSets());
            whole.addAll(known.pictureParameterSets());
        });
        whole.addAll(units);
        return whole;
    }

    private static int type(ByteBuffer unit) {
        return unit.get(unit.position()) & 0x1f;
    }

    private void vp8(long millis, ByteBuffer picture, long now) {
        if (!picture.hasRemaining()) return;
        int timestamp = begin(Codec.VP8, millis, now);
        PicturePacker.Payloads out = (payload, last) -> inlet.put(payload, timestamp, last, now);
        vp8.pack(picture, out);
    }

    private int begin(Codec next, long millis, long now) {
        if (!codec.equals(next)) {
            codec = next;
            inlet.begin(StreamFormats.of(next));
        }
        int timestamp = (int) (millis * PER_MILLI);
        captures.came(millis, inlet.ssrc(), timestamp, now);
        return timestamp;
    }
}

package org.ringdown.mix;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.SoundSource;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/** Somebody in a room: says a tone in some codec, and keeps what it is told. For tests. */
final class Attendee implements SeatHost {
    record Told(int sequence, int timestamp, int ssrc, ByteBuffer payload) {}

    final Seat seat;
    final List<Told> told = new ArrayList<>();
    boolean keeps = true;
    int packets;
    int alone;
    private final Format format;
    private final SoundEncoder encoder;
    private final short[] samples;
    private final ByteBuffer buffer = ByteBuffer.allocate(1600);
    private final RtpPacket packet = new RtpPacket();
    private SoundSource sound = SoundSource.SILENCE;
    private int sequence = 65_500;
    private int timestamp = -5000;
    private Ear ear = Ear.DEAF;
    private List<Format> saying = List.of();

    Attendee(Rooms rooms, String room, Codec codec) {
        this(rooms, room, true, codec);
    }

    Attendee(Rooms rooms, String room, boolean keepsOne, Codec codec) {
        this.format = new Format(codec.equals(Codec.OPUS) ? 111 : 9, codec);
        this.encoder = SoundEncoder.taking(codec, Mix.SAMPLE_RATE).orElseThrow();
        this.samples = new short[Mix.FRAME];
        this.seat = rooms.enter(room, keepsOne, this).orElseThrow();
        connect();
    }

    void connect() {
        ear = seat.newEar();
        ear.formats(new LegFormats(List.of(format), List.of(format)));
    }

    void hold() {
        ear.close();
        ear = Ear.DEAF;
    }

    Attendee sings(double frequency) {
        return sings(new Tone(Mix.SAMPLE_RATE, 0.2, frequency));
    }

    Attendee sings(SoundSource source) {
        sound = source;
        return this;
    }

    void speak(long now) {
        sound.fill(samples, samples.length);
        buffer.clear();
        int from =
                RtpWriter.header(buffer, 0, format.payloadType(), false, sequence++, timestamp, 77);
        timestamp += format.codec().clockRate() / 50;
        encoder.encode(samples, samples.length, buffer.position(from));
        int length = buffer.position();
        packet.wrap(buffer.limit(length), 0, length);
        ear.accept(packet, now);
    }

    @Override
    public void alone() {
        alone++;
    }

    @Override
    public void saying(List<Format> formats) {
        saying = formats;
    }

    List<Format> saying() {
        return saying;
    }

    @Override
    public void say(RtpPacket heard, long now) {
        packets++;
        if (!keeps) return;
        var payload = ByteBuffer.allocate(heard.payloadLength());
        payload.put(0, heard.buffer(), heard.payloadOffset(), heard.payloadLength());
        told.add(new Told(heard.sequence(), heard.timestamp(), heard.ssrc(), payload));
    }

    /** How much of what it was told in the last second is this tone. */
    double share(double frequency) {
        return share(frequency, Math.max(0, told.size() - 50), told.size());
    }

    /** How much of some packets is this tone. All before are decoded too, as a decoder needs to settle. */
    double share(double frequency, int from, int to) {
        var all = new short[to * Mix.FRAME];
        var frame = new short[Mix.FRAME];
        try (var decoder = StreamDecoder.of(format.codec(), Mix.SAMPLE_RATE).orElseThrow()) {
            for (int i = 0; i < to; i++) {
                decoder.decode(told.get(i).payload().duplicate(), frame);
                System.arraycopy(frame, 0, all, i * Mix.FRAME, Mix.FRAME);
            }
        }
        return Goertzel.share(all, from * Mix.FRAME, all.length, Mix.SAMPLE_RATE, frequency);
    }
}

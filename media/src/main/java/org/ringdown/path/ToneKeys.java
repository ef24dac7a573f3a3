package org.ringdown.path;

import java.util.Optional;
import org.ringdown.codec.KeyTones;
import org.ringdown.codec.SoundSource;
import org.ringdown.media.Format;
import org.ringdown.rtp.KeypadSender;
import org.ringdown.rtp.RtpPacket;

/** Keys as the tones that a telephone makes, for a far end without events. */
final class ToneKeys implements KeySource {
    private final Announcement announcement;
    private final Keyboard keyboard;
    private RtpPacket packet = new RtpPacket();
    private long deadline = Long.MAX_VALUE;

    private ToneKeys(Announcement announcement, Keyboard keyboard) {
        this.announcement = announcement;
        this.keyboard = keyboard;
    }

    /** Nothing for a codec that we cannot encode. */
    static Optional<KeySource> in(Format format) {
        var keyboard = new Keyboard();
        return Announcement.of(format, keyboard::at)
                .map(announcement -> new ToneKeys(announcement, keyboard));
    }

    @Override
    public boolean press(String keys, long toneNanos, long gapNanos, long now) {
        boolean idle = !isPressing();
        if (!keyboard.press(keys, toneNanos, gapNanos)) return false;
        if (idle) deadline = now;
        return true;
    }

    @Override
    public boolean isPressing() {
        return keyboard.isPressing();
    }

    @Override
    public long deadline() {
        return isPressing() ? deadline : Long.MAX_VALUE;
    }

    @Override
    public boolean poll(long now) {
        if (!isPressing() || now - deadline < 0) return false;
        deadline += Announcement.INTERVAL;
        packet = announcement.next();
        return true;
    }

    @Override
    public RtpPacket packet() {
        return packet;
    }

    /** Plays the keys that wait, each for its time and then silence; to the sample. */
    private static final class Keyboard implements SoundSource {
        private static final double NANOS = 1e-9;

        private final StringBuilder waiting = new StringBuilder();
        private final short[] one = new short[1];
        private int sampleRate;
        private long toneNanos;
        private long gapNanos;
        private SoundSource sound = SILENCE;
        private long toneLeft;
        private long gapLeft;

        SoundSource at(int sampleRate) {
            this.sampleRate = sampleRate;
            return this;
        }

        boolean press(String keys, long toneNanos, long gapNanos) {
            boolean all = keys.chars().allMatch(key -> KeyTones.isKey((char) key));
            if (!all || waiting.length() + keys.length() > KeypadSender.MAX_KEYS) return false;
            waiting.append(keys);
            this.toneNanos = toneNanos;
            this.gapNanos = gapNanos;
            return true;
        }

        boolean isPressing() {
            return toneLeft > 0 || gapLeft > 0 || !waiting.isEmpty();
        }

        @Override
        public void fill(short[] samples, int count) {
            for (int i = 0; i < count; i++) samples[i] = next();
        }

        private short next() {
            if (toneLeft == 0 && gapLeft == 0 && !waiting.isEmpty()) begin();
            if (toneLeft > 0) {
                toneLeft--;
                sound.fill(one, 1);
                return one[0];
            }
            if (gapLeft > 0) gapLeft--;
            return 0;
        }

        private void begin() {
            sound = KeyTones.tone(waiting.charAt(0), sampleRate);
            waiting.deleteCharAt(0);
            toneLeft = Math.max(1, (long) (toneNanos * NANOS * sampleRate));
            gapLeft = (long) (gapNanos * NANOS * sampleRate);
        }
    }
}

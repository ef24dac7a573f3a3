package org.ringdown.path;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.codec.Voice;

/**
 * Somebody who talks, at 48 kHz: a synthetic voice. It reads sentences where this machine's ffmpeg can synthesize speech (flite); else it is a
 * {@link Voice} that says nothing.
 */
record Speech(String by, short[] samples) {
    static final int RATE = 48_000;
    private static final int SECONDS = 30;
    private static final Speech SPOKEN = flite().orElseGet(Speech::voice);

    private static final String SENTENCES =
            "The birch canoe slid on the smooth planks. Glue the sheet to the dark blue background."
                    + " It is easy to tell the depth of a well. These days a chicken leg is a rare dish."
                    + " Rice is often served in round bowls. The juice of lemons makes fine punch."
                    + " The box was thrown beside the parked truck. Four hours of steady work faced us."
                    + " A large size in stockings is hard to sell. The boy was there when the sun rose.";

    /** Half a minute of it. */
    static Speech some() {
        return SPOKEN;
    }

    private static Speech voice() {
        var samples = new short[SECONDS * RATE];
        new Voice(RATE, 1).fill(samples, samples.length);
        return new Speech("voice", samples);
    }

    private static Optional<Speech> flite() {
        var source = "flite=text='%s':voice=kal16".formatted(SENTENCES.replace("'", ""));
        var command =
                List.of("ffmpeg", "-v", "quiet", "-f", "lavfi", "-i", source, "-ar", "" + RATE);
        try {
            var all = new java.util.ArrayList<>(command);
            all.addAll(List.of("-ac", "1", "-f", "s16le", "-"));
            var ffmpeg = new ProcessBuilder(all).start();
            var bytes = ffmpeg.getInputStream().readAllBytes();
            boolean ended = ffmpeg.waitFor(30, TimeUnit.SECONDS) && ffmpeg.exitValue() == 0;
            return ended && bytes.length > RATE ? Optional.of(read(bytes)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Over and over, until there is enough. */
    private static Speech read(byte[] bytes) {
        var once = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(once);
        var samples = new short[SECONDS * RATE];
        for (int at = 0; at < samples.length; at += once.length)
            System.arraycopy(once, 0, samples, at, Math.min(once.length, samples.length - at));
        return new Speech("flite", samples);
    }

    /** The same at a whole part of the rate: what a perfect line would carry. */
    short[] at(int rate) {
        if (rate == RATE) return samples;
        int by = RATE / rate;
        var taps = lowPass(by);
        var out = new short[samples.length / by];
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int k = 0; k < taps.length; k++) {
                int at = i * by + k - taps.length / 2;
                if (at >= 0 && at < samples.length) sum += taps[k] * samples[at];
            }
            out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return out;
    }

    private static double[] lowPass(int by) {
        int half = 24 * by;
        var taps = new double[2 * half + 1];
        for (int i = -half; i <= half; i++) {
            double x = Math.PI * i * 0.95 / by;
            double hann = 0.5 + 0.5 * Math.cos(Math.PI * i / (half + 1));
            taps[i + half] = (i == 0 ? 1 : Math.sin(x) / x) * hann * 0.95 / by;
        }
        double sum = Arrays.stream(taps).sum();
        return Arrays.stream(taps).map(tap -> tap / sum).toArray();
    }
}

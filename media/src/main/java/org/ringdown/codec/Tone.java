package org.ringdown.codec;

/** One or two sine waves that go on without a seam from one frame to the next. */
public final class Tone implements SoundSource {
    private static final double LOUDEST = Short.MAX_VALUE;

    private final double[] step;
    private final double[] phase;
    private final double amplitude;

    /**
     * @param level of each wave as a fraction of full scale; together they must not exceed 1
     * @param frequencies in hertz
     */
    public Tone(int sampleRate, double level, double... frequencies) {
        if (level < 0 || level * frequencies.length > 1)
            throw new IllegalArgumentException("louder than full scale: " + level);
        this.amplitude = level * LOUDEST;
        this.phase = new double[frequencies.length];
        this.step = new double[frequencies.length];
        for (int i = 0; i < step.length; i++) step[i] = 2 * Math.PI * frequencies[i] / sampleRate;
    }

    @Override
    public void fill(short[] samples, int count) {
        for (int i = 0; i < count; i++) samples[i] = (short) next();
    }

    private double next() {
        double sum = 0;
        for (int i = 0; i < phase.length; i++) {
            sum += amplitude * Math.sin(phase[i]);
            phase[i] = (phase[i] + step[i]) % (2 * Math.PI);
        }
        return sum;
    }
}

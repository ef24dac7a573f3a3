package org.ringdown.jitter;

/** Samples that were decoded and are still to be heard, in order. */
final class Samples {
    private final short[] array;
    private int count;

    Samples(int most) {
        array = new short[most];
    }

    short[] array() {
        return array;
    }

    int count() {
        return count;
    }

    void count(int changed) {
        count = changed;
    }

    void clear() {
        count = 0;
    }

    int room() {
        return array.length - count;
    }

    void append(short[] from, int length) {
        System.arraycopy(from, 0, array, count, length);
        count += length;
    }

    void take(short[] to, int length) {
        System.arraycopy(array, 0, to, 0, length);
        count -= length;
        System.arraycopy(array, length, array, 0, count);
    }
}

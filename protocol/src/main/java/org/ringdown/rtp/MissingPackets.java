package org.ringdown.rtp;

/**
 * The packets of one source that have not come although later ones did, and when each is to be asked for again (RFC 4585 §6.2.1).
 *
 * <p>Bounded: of more than fit, and of a gap too wide, nobody asks; pictures then begin anew.
 */
public final class MissingPackets {
    private static final int MOST = 128;
    private static final int WIDEST = 100;
    private static final int TRIES = 8;
    private static final long INTERVAL = 40_000_000L;

    /** Reordering is no loss: so long nobody asks. */
    private static final long PATIENCE = 10_000_000L;

    /** Takes what is to be asked for. */
    public interface Asked {
        void missing(int sequence);
    }

    private final SequenceExtender extender = new SequenceExtender();
    private final long[] numbers = new long[MOST];
    private final int[] tries = new int[MOST];
    private final long[] due = new long[MOST];
    private int size;
    private long newest;
    private boolean started;

    /** Notes a packet; false where more is missing than can be asked for. */
    public boolean received(int sequence, long now) {
        long number = extender.extend(sequence);
        if (!started || Math.abs(number - newest) > 0x4000) {
            started = true;
            newest = number;
            size = 0;
            return true;
        }
        if (number <= newest) {
            found(number);
            return true;
        }
        boolean askable = number - newest - 1 <= Math.min(WIDEST, MOST - size);
        if (askable) for (long gap = newest + 1; gap < number; gap++) add(gap, now);
        else size = 0;
        newest = number;
        return askable;
    }

    private void add(long number, long now) {
        numbers[size] = number;
        tries[size] = 0;
        due[size] = now + PATIENCE;
        size++;
    }

    private void found(long number) {
        for (int i = 0; i < size; i++) {
            if (numbers[i] == number) {
                remove(i);
                return;
            }
        }
    }

    private void remove(int at) {
        size--;
        System.arraycopy(numbers, at + 1, numbers, at, size - at);
        System.arraycopy(tries, at + 1, tries, at, size - at);
        System.arraycopy(due, at + 1, due, at, size - at);
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** When something is to be asked for; there must be something. Times may wrap. */
    public long deadline() {
        long first = due[0];
        for (int i = 1; i < size; i++) if (due[i] - first < 0) first = due[i];
        return first;
    }

    /** Shows what is to be asked for now, in order; whether something was given up. */
    public boolean ask(long now, Asked asked) {
        boolean lost = false;
        for (int i = 0; i < size; ) {
            if (now - due[i] >= 0 && tries[i] == TRIES) {
                remove(i);
                lost = true;
                continue;
            }
            if (now - due[i] >= 0) {
                tries[i]++;
                due[i] = now + INTERVAL;
                asked.missing((int) numbers[i] & 0xffff);
            }
            i++;
        }
        return lost;
    }

    /** Another source is counted anew. */
    public void clear() {
        size = 0;
        started = false;
    }
}

package org.ringdown.worker;

/**
 * The UDP ports that RTP legs may use, both ends included.
 *
 * @param first the lowest; 0 with {@code last} 0 means whatever the system gives
 * @param last the highest
 */
public record PortRange(int first, int last) {
    public static final PortRange ANY = new PortRange(0, 0);

    public PortRange {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1 || last > 65535 || last <= first)) {
            throw new IllegalArgumentException("no port range: " + first + "-" + last);
        }
    }

    public boolean isAny() {
        return last == 0;
    }

    /** How many even/odd pairs lie within. */
    public int pairs() {
        return isAny() ? 0 : Math.max(0, (last + 1) / 2 - firstEven() / 2);
    }

    /** The even port of pair number {@code index}. */
    public int evenPort(int index) {
        return firstEven() + 2 * index;
    }

    /** Worker {@code index}'s share when {@code count} workers divide the pairs: nothing is shared, so nothing is locked. */
    public PortRange share(int index, int count) {
        if (isAny()) return this;
        int from = (int) ((long) pairs() * index / count);
        int to = (int) ((long) pairs() * (index + 1) / count);
        if (from == to)
            throw new IllegalArgumentException(
                    "too few ports for " + count + " workers: " + first + "-" + last);
        return new PortRange(evenPort(from), evenPort(to) - 1);
    }

    private int firstEven() {
        return first + (first & 1);
    }
}

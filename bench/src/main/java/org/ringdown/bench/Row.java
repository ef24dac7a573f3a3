package org.ringdown.bench;

import java.util.List;

/** Measured values of one kind, in milliseconds, as they came. */
public record Row(String name, List<Double> millis) {
    public Row {
        millis = List.copyOf(millis);
    }

    /** The value that {@code share} of the values do not exceed (nearest rank). */
    public double quantile(double share) {
        var sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }

    public double median() {
        return quantile(0.5);
    }

    public double least() {
        return quantile(0);
    }

    public double most() {
        return quantile(1);
    }
}

package org.ringdown.shard;

import java.util.List;

/** The SIP extensions that we speak, by their option tags: what Supported says, and what Require may ask of us. */
public final class Extensions {
    public static final String RELIABLE = "100rel";
    public static final String REPLACES = "replaces";
    static final String TIMER = "timer";

    private static final List<String> ALL = List.of(RELIABLE, REPLACES, TIMER);

    private Extensions() {}

    public static List<String> all() {
        return ALL;
    }

    /** The value of Supported. */
    public static String supported() {
        return String.join(", ", ALL);
    }
}

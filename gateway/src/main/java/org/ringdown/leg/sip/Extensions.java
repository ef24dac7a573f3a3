package org.ringdown.leg.sip;

import java.util.List;

/** The SIP extensions that we speak, by their option tags: what Supported says, and what Require may ask of us. */
final class Extensions {
    static final String RELIABLE = "100rel";
    static final String TIMER = "timer";

    private static final List<String> ALL = List.of(RELIABLE, TIMER);

    private Extensions() {}

    static List<String> all() {
        return ALL;
    }

    /** The value of Supported. */
    static String supported() {
        return String.join(", ", ALL);
    }
}

package org.ringdown.shard;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ringdown.sip.Methods;
import org.ringdown.sip.registration.Registrar;

/** The SIP extensions that we speak, by their option tags: what Supported says, and what Require may ask of us. */
public final class Extensions {
    public static final String RELIABLE = "100rel";
    public static final String REPLACES = "replaces";
    static final String TIMER = "timer";

    private static final List<String> ALL = List.of(RELIABLE, REPLACES, TIMER);

    private Extensions() {}

    /** What Require may ask for in a request of this method. */
    public static Set<String> of(String method) {
        var known = new TreeSet<>(ALL);
        if (method.equals(Methods.REGISTER)) known.addAll(Registrar.EXTENSIONS);
        return known;
    }

    /** What we support in one method or another, as the answer to a question says it. */
    public static String inAll() {
        return String.join(", ", of(Methods.REGISTER));
    }

    /** The value of Supported. */
    public static String supported() {
        return String.join(", ", ALL);
    }
}

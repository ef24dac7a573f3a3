package org.ringdown.push;

/** What a closed page is told. */
public sealed interface Notice {
    /** The name of the call, as the user's pages know it. */
    String call();

    /** Who called, in words for people. */
    String from();

    record Rings(String call, String from) implements Notice {}

    /** @param missed whether nobody took it, at any of the user's places */
    record Over(String call, String from, boolean missed) implements Notice {}
}

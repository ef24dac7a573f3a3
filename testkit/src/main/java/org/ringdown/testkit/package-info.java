/**
 * A world for calls: the whole gateway in virtual time, on a simulated network, among scripted phones and pages.
 *
 * <p>Read {@link org.ringdown.testkit.World} first. A world is made of a seed; the same seed gives the same run, so a failure found once can
 * be looked at as often as needed. After every step it checks what must hold whatever happens ({@code Invariants}).
 *
 * <p>Threads: none. Whoever steps a world runs everything in it.
 *
 * <p>Not here: real sockets, real browsers.
 */
package org.ringdown.testkit;

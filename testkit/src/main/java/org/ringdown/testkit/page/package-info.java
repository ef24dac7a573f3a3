/**
 * A page in memory: it speaks the phone protocol (docs/phone-protocol.md) with the gateway's door, and does what a browser with the SDK
 * would: connects, calls, answers, reloads, loses its socket, is closed or vanishes.
 *
 * <p>Read {@link org.ringdown.testkit.page.ScriptedPage} first. What a page does with sound is behind
 * {@link org.ringdown.testkit.page.PeerConnection}.
 *
 * <p>Not here: JSON, WebSockets.
 */
package org.ringdown.testkit.page;

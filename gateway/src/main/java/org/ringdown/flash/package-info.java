/**
 * Phones that speak RTMP: what they command, what they are called back with, and whose sound is on their streams.
 *
 * <p>Read {@link org.ringdown.flash.FlashClient} first: one connection, which is a page to the rest of the house. What its commands mean is a table per
 * kind of phone: {@link org.ringdown.flash.SipRtmp}, {@link org.ringdown.flash.ModRtmp}, {@link
 * org.ringdown.flash.Red5Phone}, {@link org.ringdown.flash.Flashphoner}, {@link org.ringdown.flash.ByUrl}.
 *
 * <p>Threads: a client is called by one thread at a time, its edge's; {@link org.ringdown.flash.Places} by any.
 *
 * <p>Not here: bytes, handshakes, sockets; how passwords are judged.
 */
package org.ringdown.flash;

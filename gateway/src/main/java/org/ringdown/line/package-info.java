/**
 * Lines: SIP accounts of users that the gateway keeps registered at other PBXs; and whatever else has to be kept alive at a peer.
 *
 * <p>A line is registered once, for any number of pages, and its password stays here. Read {@link org.ringdown.line.Line}.
 *
 * <p>Threads: each line has a mailbox, {@code line:<user>}, and each trunk one, {@code trunk:<name>}.
 *
 * <p>Not here: the rules of REGISTER ({@code sip.registration}), and calls.
 */
package org.ringdown.line;

/**
 * SDP: session descriptions read, written, and negotiated with pages (WebRTC) and with SIP peers (RTP/AVP).
 *
 * <p>Read {@code SessionDescription} first: the document as it stands (RFC 8866). {@code MediaSection} is one m-line as its
 * reader needs it, with what it inherits from the session and every attribute typed. {@code WebRtcAnswerer} answers a page's
 * offer; {@code RtpOfferer} and {@code RtpAnswerer} speak with SIP peers (RFC 3264).
 *
 * <p>What cannot be represented is refused by {@code SdpParser} with a {@code MalformedException}. The typed views never throw:
 * an attribute that cannot be read counts as absent. What can be read but not agreed to is a {@code Refusal}.
 *
 * <p>RFC 8829 (JSEP) and RFC 8843 (BUNDLE) are cited by their first numbers; RFC 9429 and RFC 9143 have since replaced them
 * without changing what is used here.
 *
 * <p>Threads: everything here is an immutable value or a pure function.
 *
 * <p>Not here: sockets, ICE checks, DTLS, RTP, and the choice of session ids, ports and names: those are arguments.
 */
package org.ringdown.sdp;

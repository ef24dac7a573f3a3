/**
 * SIP peers that others wrote, as processes of their own: Asterisk, Kamailio, baresip, linphonec, SIPp, Janus.
 *
 * <p>Each gets its own folder and free ports, and keeps its log there. One that is not installed fails the test that asks for it, and says why.
 *
 * <p>Not here: what a test expects of them.
 */
package org.ringdown.interop.peer;

/**
 * SIP peers that others wrote, as processes of their own: baresip, SIPp, Janus.
 *
 * <p>Each gets its own folder and free ports, and keeps its log there.
 *
 * <p>Not here: what a test expects of them.
 */
package org.ringdown.interop.peer;

/** What two ends that have keys say to each other: flows of messages, acknowledgements, congestion, changes of address (RFC 7016 §3.5, §3.6). Sans-IO. */
package org.ringdown.rtmfp.session;

package org.ringdown.sdp;

/** What comes of a page's offer. */
public sealed interface WebRtcOutcome permits WebRtcAgreement, Refusal {}

package org.ringdown.sdp;

/** What comes of an offer and answer exchanged with a SIP peer. */
public sealed interface RtpOutcome permits RtpAgreement, Refusal {}

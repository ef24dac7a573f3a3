package org.ringdown.dtls;

import java.util.List;
import java.util.concurrent.Executor;

/** This node's DTLS identity, and the way to get SRTP keys with it. */
public interface Dtls {
    /** The fingerprint of our certificate, as SDP writes it (RFC 8122 §5). */
    String fingerprint();

    /**
     * Expects a page to begin a handshake; we are its server ({@code a=setup:passive}).
     *
     * @param fingerprints one of which the page's certificate must have
     * @param worker on which the listener is called
     */
    DtlsHandshaker expect(List<String> fingerprints, Executor worker, DtlsListener listener);

    /**
     * Begins a handshake; we are its client ({@code a=setup:active}). What is sent too early, before there is anywhere to send to, is sent again.
     *
     * @param fingerprints one of which the far end's certificate must have
     * @param worker on which the listener is called
     */
    DtlsHandshaker begin(List<String> fingerprints, Executor worker, DtlsListener listener);
}

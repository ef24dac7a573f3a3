package org.ringdown.media;

import java.util.OptionalInt;

/** All media workers of this node. */
public interface MediaEngine {
    /**
     * The worker on which all legs of this user live, so that a resume or a pull never moves one. The number is for the methods below, and the
     * same for as long as there are such legs, and a minute after it was asked for.
     */
    int workerOf(String user);

    /** The fingerprint of this node's DTLS certificate, as SDP writes it: "sha-256 AB:CD:…" (RFC 8122 §5). */
    String fingerprint();

    /** The UDP port on which a worker serves pages. */
    int webRtcPort(int worker);

    /** The TCP port at which pages of all workers may come in (RFC 6544); empty where there is none. */
    OptionalInt webRtcTcpPort();

    /** Which codecs a {@link #join} converts into each other. */
    Transcoding transcoding();

    /** Expects a page: its first ICE check may come at once. */
    WebRtcMedia openWebRtc(int worker, WebRtcParameters parameters, MediaListener listener);

    /**
     * Opens an even/odd port pair; {@link MediaListener#opened} names it. Sends nothing until {@link RtpMedia#remote}.
     *
     * @param cname of this leg's RTCP reports
     * @param filler what this far end hears when nobody is joined to it, or nothing came for 200 ms
     */
    RtpMedia openRtp(int worker, String cname, Filler filler, MediaListener listener);

    /**
     * Opens the media of a client that sends messages instead of packets; {@link MediaListener#connected} once it takes them.
     *
     * @param cname by which {@link MediaWatch} hears of it
     * @param filler what it hears when nobody is joined to it, or nothing came for 200 ms
     */
    StreamMedia openStream(int worker, String cname, Filler filler, StreamListener listener);

    /**
     * Opens the media of a stream that is heard, until it is closed, in place of what a leg's far end says, by whoever that leg is joined to; that far end
     * hears its partner as before. Of several of one leg the newest is heard. It has no pictures.
     */
    StreamMedia dub(Media over);

    /** A built-in destination: a leg without a network. */
    Media openApp(int worker, AppKind kind, MediaListener listener);

    /**
     * A seat in a room, whose members hear each other: a leg without a network. {@link MediaListener#connected} once there is one, {@link
     * MediaListener#failed} where the room is full. All seats of a room are on one worker.
     *
     * @param keepsOne whether its last member may stay; else that one is told to be {@link MediaListener#alone}
     */
    Media openRoom(String name, boolean keepsOne, MediaListener listener);

    /**
     * Lets two legs hear each other, wherever they live; replaces what either was joined to before.
     *
     * <p>A packet passes when the receiving leg agreed to its codec, under that leg's payload type; where the two share none, what is said is
     * converted, as far as {@link #transcoding} goes. Whatever comes before or after a
     * join, the stream that a leg receives never breaks.
     */
    void join(Media a, Media b);

    /** Ends the join that this leg is part of; both hear their fillers. */
    void split(Media media);
}

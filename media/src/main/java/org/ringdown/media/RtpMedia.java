package org.ringdown.media;

/** The media of a SIP leg: plain RTP on a port pair of its own. */
public interface RtpMedia extends Media {
    /** Tells where the far end is and what was agreed; again whenever that changes. */
    void remote(RtpRemote remote);

    /** Opens a port pair for pictures beside that of sound: {@link MediaListener#openedPictures} names it, {@link MediaListener#noPictures} says that there is none. */
    void openPictures();

    /** Tells where the far end wants its pictures, and what was agreed about them; {@link Pictures#NONE} where there are none any more. */
    void pictures(RtpRemote remote, Pictures agreed);
}

package org.ringdown.app;

import java.time.Duration;
import java.util.List;
import org.ringdown.codec.Music;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Loop;

/** What the leg of an {@link App} does for it. */
public interface AppHost {
    Loop loop();

    Music music();

    /** Names what the app is going to say, under payload types of its own. */
    void saying(List<Format> formats);

    /** Has the partner hear a packet. */
    void say(RtpPacket packet, long now);

    /** Reports a key that the app heard. */
    void heard(char key);

    /** Has the partner hear keys. */
    void press(String keys, Duration duration, Duration gap);
}

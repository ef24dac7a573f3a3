package org.ringdown.app;

import org.ringdown.media.AppKind;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;

/** What a built-in destination does for one partner: it hears, and speaks through its {@link AppHost}. */
public interface App extends Ear {
    /** Before anybody is joined. */
    App NONE =
            new App() {
                @Override
                public void formats(LegFormats partner) {}

                @Override
                public void accept(RtpPacket packet, long now) {}

                @Override
                public void close() {}
            };

    static App of(AppKind kind, AppHost host) {
        return switch (kind) {
            case ECHO -> new EchoApp(host);
            case MUSIC -> new MusicApp(host);
            case KEYS -> new KeysApp(host);
        };
    }

    /** A key that the partner pressed without sending it as sound or event. */
    default void pressed(char key) {}

    @Override
    default void renew() {}
}

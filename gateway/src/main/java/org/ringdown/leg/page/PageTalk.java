package org.ringdown.leg.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.Transcoding;
import org.ringdown.picture.PictureCodecs;

/** What a page speaks and shows within a call: its media, what that can, and what the far end has chosen of it. */
final class PageTalk {
    private final String leg;
    private final Transcoding transcoding;
    private final Consumer<FromPageLeg> user;

    private Optional<Media> media;
    private List<Codec> codecs;
    private List<Codec> chosen = List.of();
    private boolean lossy;
    private boolean waits;
    private List<Codec> pictures;
    private List<Codec> theirPictures = List.of();
    private Optional<FromPageLeg.Faces> toldFaces = Optional.empty();

    /**
     * @param media nothing where it is still to come
     * @param codecs what it can, or what the page has promised
     * @param pictures the same of pictures
     * @param user is told what the page is to speak and show
     */
    PageTalk(
            String leg,
            Transcoding transcoding,
            Optional<Media> media,
            List<Codec> codecs,
            List<Codec> pictures,
            Consumer<FromPageLeg> user) {
        this.leg = leg;
        this.transcoding = transcoding;
        this.media = media;
        this.codecs = codecs;
        this.pictures = pictures;
        this.user = user;
    }

    Optional<Media> media() {
        return media;
    }

    List<Codec> codecs() {
        return codecs;
    }

    /** The page answers an invitation with this media; what both sides can speak then. Nothing in common changes nothing. */
    List<Codec> accept(Media answering, List<Codec> able, List<Codec> invited) {
        var spoken = transcoding.spoken(able, invited);
        if (spoken.isEmpty()) return spoken;
        media = Optional.of(answering);
        codecs = able;
        var shared = Transcoding.NONE.spoken(able, invited);
        choose(shared.isEmpty() ? invited : shared);
        return spoken;
    }

    /** The page goes on with this media, whatever it had before; that is the caller's to close. */
    Optional<Media> attach(Media now, List<Codec> able) {
        var before = media;
        media = Optional.of(now);
        codecs = able;
        lossy &= before.filter(same -> same == now).isPresent();
        if (waits) now.music(true);
        return before;
    }

    /** Whether there is anything in common with what the far end has chosen, once it has. */
    boolean canSpeak() {
        return chosen.isEmpty() || transcoding.joins(codecs, chosen);
    }

    void choose(List<Codec> theirs) {
        chosen = theirs.stream().filter(codec -> !codec.isTelephoneEvent()).toList();
        speak();
    }

    /** What the far end has chosen holds for this media, too. */
    void chooseAgain() {
        choose(chosen);
    }

    /** Whether the page's network loses packets. */
    void lossy(boolean on) {
        lossy = on;
        speak();
    }

    /** Says what the page is to speak: what the far end has chosen, unless the network asks for more. */
    private void speak() {
        transcoding.spoken(codecs, chosen).stream()
                .filter(codec -> !codec.isTelephoneEvent())
                .findFirst()
                .ifPresent(shared -> speak(shared, lossy ? protecting(shared) : Optional.empty()));
    }

    private Optional<Codec> protecting(Codec shared) {
        return transcoding.protecting(shared, codecs);
    }

    private void speak(Codec shared, Optional<Codec> instead) {
        media.ifPresent(open -> open.insist(instead));
        user.accept(new FromPageLeg.Chosen(leg, instead.orElse(shared), lossy));
    }

    /** Whether music is heard, as whoever is there waits. */
    void waits(boolean on) {
        if (waits == on) return;
        waits = on;
        media.ifPresent(open -> open.music(on));
    }

    List<Codec> pictures() {
        return pictures;
    }

    /** What comes with an answer, or with other media: the user is told when the far end has seen it. */
    void shows(List<Codec> now) {
        pictures = now;
    }

    /** What the page can show has changed in the midst of it; false if it has not. */
    boolean looks(List<Codec> now) {
        if (now.equals(pictures)) return false;
        pictures = now;
        toldFaces = Optional.empty();
        faces();
        return true;
    }

    void sees(List<Codec> theirs) {
        theirPictures = theirs;
        faces();
    }

    /** A page that wants no pictures, and whose far end wants none, hears nothing of them. */
    private void faces() {
        var codec = PictureCodecs.shown(pictures, theirPictures, transcoding);
        var now = new FromPageLeg.Faces(leg, !theirPictures.isEmpty(), codec);
        boolean concerns = !pictures.isEmpty() || !theirPictures.isEmpty();
        if (toldFaces.map(now::equals).orElse(!concerns)) return;
        toldFaces = Optional.of(now);
        user.accept(now);
    }

    void close() {
        media.ifPresent(Media::close);
    }
}

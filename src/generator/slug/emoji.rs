//! Names of emoji between colons, as GitHub has them: `:tada:`.

/// The names that are met in headings. All there are would be nearly two thousand.
const NAMES: &str = "+1 -1 100 1234 a ab abc accept airplane alarm_clock alien ambulance anchor angel anger angry apple ant arrow_down arrow_down_small \
    arrow_forward arrow_heading_down arrow_heading_up arrow_left arrow_lower_left arrow_lower_right arrow_right arrow_right_hook arrow_up \
    arrow_up_down arrow_up_small arrow_upper_left arrow_upper_right arrows_clockwise arrows_counterclockwise art artificial_satellite astonished \
    astronaut atom_symbol b baby back balance_scale balloon ballot_box ballot_box_with_check bamboo banana bangbang bank bar_chart basketball bath \
    battery beach_umbrella bear bee beer beers beetle beginner bell bento bike bird birthday black_circle black_heart black_large_square \
    black_nib black_square_button blossom blue_book blue_heart blush boat bomb book bookmark bookmark_tabs books boom bouquet bow bowling brain bread \
    bricks bride_with_veil bridge_at_night briefcase broken_heart broom bug building_construction bulb bullettrain_side bus cactus cake calendar calling camel \
    camera camera_flash camping candle candy capital_abcd card_file_box card_index card_index_dividers carrot cat cd chains chart \
    chart_with_downwards_trend chart_with_upwards_trend checkered_flag cheese cherries cherry_blossom chess_pawn chicken children_crossing chocolate_bar \
    christmas_tree cinema clap clapper classical_building clinking_glasses clipboard clock1 clock10 clock12 closed_book closed_lock_with_key cloud \
    clown_face clubs cocktail coffee cold_sweat collision comet compass computer computer_mouse confetti_ball confused congratulations construction \
    construction_worker control_knobs cookie cool cop copyright couch_and_lamp cow crab credit_card crescent_moon crossed_fingers crossed_flags \
    crossed_swords crown cry crystal_ball cupid curly_loop cyclone dagger dancer dancers dango dart dash date deciduous_tree department_store desert_island \
    desktop_computer detective diamonds disappointed dizzy dizzy_face dna do_not_litter dog dollar dolphin door doughnut dove dragon dragon_face dress droplet \
    duck dvd e-mail eagle ear earth_africa earth_americas earth_asia egg eggplant eight eight_spoked_asterisk eject_button electric_plug elephant email end \
    envelope envelope_with_arrow euro european_castle evergreen_tree exclamation exploding_head expressionless eye eyeglasses eyes facepunch factory \
    fallen_leaf family fast_forward fax fearful ferris_wheel file_cabinet file_folder film_projector film_strip fire fire_engine fire_extinguisher \
    firecracker fireworks first_quarter_moon fish fishing_pole_and_fish fist five flags flashlight fleur_de_lis flipper floppy_disk flower_playing_cards flushed \
    flying_saucer fog foggy football footprints fork_and_knife fountain fountain_pen four four_leaf_clover fox_face framed_picture free fries frog full_moon \
    fuelpump game_die gear gem gemini ghost gift gift_heart girl globe_with_meridians goal_net goat golf grapes green_apple green_book green_circle \
    green_heart green_square grey_exclamation grey_question grimacing grin grinning guardsman guide_dog guitar gun hamburger hammer hammer_and_pick \
    hammer_and_wrench hamster hand handbag handshake hankey hash hatched_chick hatching_chick headphones hear_no_evil heart heart_eyes heartbeat heartpulse \
    hearts heavy_check_mark heavy_division_sign heavy_dollar_sign heavy_exclamation_mark heavy_minus_sign heavy_multiplication_x heavy_plus_sign helicopter herb \
    hibiscus high_brightness hole honeybee horse hospital hot_pepper hotdog hotel hotsprings hourglass hourglass_flowing_sand house house_with_garden hugs hushed \
    ice_cream ice_cube icecream id inbox_tray incoming_envelope infinity information_desk_person information_source innocent interrobang iphone island \
    izakaya_lantern jack_o_lantern japan jigsaw joy joystick kangaroo key keyboard kimono kiss kissing_heart kite kiwi_fruit knife koala label lantern \
    large_blue_circle large_blue_diamond large_orange_diamond last_quarter_moon laughing leaves ledger left_luggage left_right_arrow lemon leopard \
    level_slider light_rail link lion lips lipstick lizard lock lock_with_ink_pen lollipop loop lotus_position loud_sound loudspeaker love_letter low_brightness \
    luggage lungs m mag mag_right mage magic_wand magnet mailbox mailbox_with_mail man man_technologist mantelpiece_clock maple_leaf mask medal_military \
    medal_sports medical_symbol mega melon memo mending_heart metal metro microphone microscope milky_way minus mirror mobile_phone_off money_with_wings moneybag \
    monkey monkey_face moon mortar_board mosque motorcycle motorway mount_fuji mountain mouse movie_camera moyai muscle mushroom musical_keyboard \
    musical_note musical_score mute nail_care name_badge nerd_face neutral_face new new_moon newspaper newspaper_roll next_track_button ng night_with_stars \
    nine ninja no_bell no_entry no_entry_sign no_good no_mouth no_smoking nose notebook notebook_with_decorative_cover notes nut_and_bolt o o2 ocean octopus \
    office oil_drum ok ok_hand ok_woman old_key older_man on oncoming_automobile one open_book open_file_folder open_hands open_mouth ophiuchus orange orange_book \
    orange_circle orange_heart outbox_tray owl ox package page_facing_up page_with_curl pager paintbrush palm_tree pancakes panda_face paperclip paperclips \
    parachute parking part_alternation_mark partly_sunny partying_face pause_button paw_prints peace_symbol peach pear pen pencil pencil2 penguin pensive \
    performing_arts persevere person_fencing petri_dish phone pick pig pill pineapple ping_pong pirate_flag pizza place_of_worship plate_with_cutlery play_or_pause_button \
    pleading_face point_down point_left point_right point_up point_up_2 police_car poodle poop popcorn post_office postal_horn postbox potato pound pray present_flag \
    printer probing_cane prohibited punch purple_circle purple_heart purse pushpin puzzle_piece question rabbit racehorse racing_car radio radio_button radioactive \
    rage railway_car rainbow raised_back_of_hand raised_hand raised_hands ram rat record_button recycle red_car red_circle red_square registered relaxed \
    relieved reminder_ribbon repeat rewind ribbon rice right_anger_bubble ring robot rock rocket rofl roll_eyes rolled_up_newspaper roller_coaster rose rotating_light \
    round_pushpin rugby_football runner running sa safety_pin sailboat santa satellite satisfied school school_satchel scissors scorpion scream scroll seat secret \
    see_no_evil seedling seven shamrock shark shaved_ice sheep shell shield shield ship shirt shit shoe shopping shopping_cart shower shrimp shrug signal_strength \
    six skateboard ski skull skull_and_crossbones sleeping sleepy sloth slightly_frowning_face slightly_smiling_face small_airplane small_blue_diamond \
    small_orange_diamond small_red_triangle smile smile_cat smiley smiling_face_with_tear smirk smoking snail snake sneezing_face snowboarder snowflake snowman soap sob \
    soccer soon sos sound space_invader spades spaghetti sparkle sparkler sparkles sparkling_heart speak_no_evil speaker speaking_head speech_balloon speedboat spider \
    spider_web spiral_calendar spiral_notepad sponge spoon squid stadium star star2 star_and_crescent star_of_david star_struck stars station \
    statue_of_liberty steam_locomotive stethoscope stew stop_button stop_sign stopwatch straight_ruler strawberry stuck_out_tongue studio_microphone \
    sun_behind_small_cloud sun_with_face sunflower sunglasses sunny sunrise surfer sushi swan sweat sweat_drops sweat_smile swimmer symbols synagogue syringe taco tada \
    tanabata_tree tangerine taxi tea technologist teddy_bear telephone telephone_receiver telescope tennis tent test_tube thermometer thinking thought_balloon thread three \
    thumbsdown thumbsup ticket tickets tiger timer_clock tipping_hand_person tired_face tm toilet tomato tongue toolbox tooth top tophat tornado trackball tractor \
    traffic_light train tram trash triangular_flag_on_post triangular_ruler trident triumph trolleybus trophy tropical_drink tropical_fish truck trumpet tshirt tulip \
    tumbler_glass turtle tv twisted_rightwards_arrows two two_hearts u7981 umbrella unamused underage unicorn unlock up upside_down_face v vhs vibration_mode \
    video_camera video_game violin volcano volleyball vs vulcan_salute walking waning_crescent_moon warning wastebasket watch water_buffalo watermelon wave wavy_dash wc \
    weary weight_lifting whale wheel_of_dharma wheelchair white_check_mark white_circle white_flag white_flower white_heart white_large_square wind_chime wind_face \
    wine_glass wink wolf woman woman_technologist wood world_map worm worried wrench writing_hand x yarn yellow_circle yellow_heart yen yin_yang yo_yo yum zany_face zap zebra \
    zero zipper_mouth_face zombie zzz";

/// The parts of a text that are left when the names of emoji are taken out.
pub fn without(text: &str, each: &mut impl FnMut(&str)) {
    let (mut done, mut at) = (0, 0);
    while let Some(start) = text[at..].find(':').map(|found| at + found) {
        let name = &text[start + 1..];
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-')).count();
        let end = start + 1 + length;
        at = end;
        if length > 0 && text[end..].starts_with(':') && NAMES.split_ascii_whitespace().any(|known| known == &name[..length]) {
            each(&text[done..start]);
            at = end + 1;
            done = at;
        }
    }
    each(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_emoji_are_taken_out() {
        for (text, expected) in [
            (":tada: Tea", " Tea"),
            ("a :+1::100: b", "a  b"),
            ("npm run build:docs:all", "npm run build:docs:all"),
            ("10:30:15", "10:30:15"),
            ("a: b :smile", "a: b :smile"),
        ] {
            let mut left = String::new();
            without(text, &mut |part: &str| left.push_str(part));
            assert_eq!(left, expected);
        }
    }
}

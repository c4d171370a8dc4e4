package drawing

// exercises are the drawings of home care, by its codes of the catalogue.
var exercises = []exercise{
	// Head and jaw.
	{
		code: "jaw-open", view: viewSide, start: "hip=40,33 trunk=90 neck=78 head=90 armn=-90,-90 armf=-90,-90 legn=0,-90 legf=0,-90", end: "jaw=4",
		mark: "jaw", arrows: []string{"chin+6,5 chin+5,-3 2"}, close: "22,59 62,89",
	},
	{code: "jaw-rest", view: viewFront, start: "hip=50,33 shut=1 armn=-80,-95 armf=-100,-85", mark: "head", close: "16,42 84,93"},

	// Neck.
	{code: "neck-turn", view: viewFront, start: "hip=50,33 armn=-80,-95 armf=-100,-85", end: "turn=0.8", mark: "head", arrows: []string{"head+-10,-2 head+10,-2 -6 both"}, close: "16,42 84,93"},
	{code: "neck-side-stretch", view: viewFront, start: "hip=50,33 armn=-80,-95 armf=-100,-85 neck=90 head=90", end: "neck=72 head=56", mark: "neck head", arrows: []string{"head 10"}, close: "16,42 84,93"},
	{
		code: "chin-tuck", view: viewSide, start: "hip=40,33 trunk=88 neck=66 head=88 legn=0,-90,0 legf=0,-90,0 armn=-75,-10 armf=-75,-10", end: "neck=88 head=88",
		mark: "head neck jaw", arrows: []string{"face+16,0 face+5,0"}, props: []string{"chair 29 26"}, close: "4,32 72,83",
	},
	{code: "armpit-look", view: viewFront, start: "hip=50,33 armn=-80,-95 armf=-100,-85", end: "neck=74 head=58 turn=0.6 nod=1.6 armn<60,80,150", mark: "neck", close: "16,42 84,93"},
	{code: "neck-isometric", view: viewFront, start: "hip=50,33 armn=-80,-95 armf>38,67,52", mark: "neck", arrows: []string{"head+-27,0 head+-16,0", "head+15,0 head+6,0"}, close: "16,42 84,93"},

	// Shoulder.
	{
		code: "shoulder-blade-squeeze", view: viewBack, start: "hip=50,33 armn=-80,-95 armf=-100,-85 blades=6.4", end: "blades=3.6 down=1.2", mark: "blade",
		arrows: []string{"blade.f+-9,1 blade.f+-1,-1", "blade.n+9,1 blade.n+1,-1"}, close: "16,38 84,89",
	},
	{code: "doorway-stretch", view: viewFront, start: "hip=50,54 armn=0,90 armf=180,90 legn=-84,-90 legf=-96,-90", mark: "trunk.chest upperarm", props: []string{"post 77", "post 18"}},
	{
		code: "arm-swing", view: viewSide, start: "hip=36,51 trunk=35 neck=30 head=45 armf>72,48,0 armn=-110,-110 legn>40,4 legf>30,4", end: "armn=-70,-70", mark: "upperarm.n forearm.n hand.n",
		arrows: []string{"tip.n 3 both"}, props: []string{"table 64 98 45"},
	},
	{
		code: "wall-walk", view: viewSide, start: "hip=38,53 trunk=90 legn=-90,-90 legf=-90,-90 armn<57,72,75 armf=-92,-88", end: "armn<57,101,85", mark: "upperarm.n forearm.n hand.n",
		arrows: []string{"49,72 49,92"}, props: []string{"wall 60 112"},
	},
	{
		code: "table-slide", view: viewSide, start: "hip=22,33 trunk=86 neck=84 head=90 legn>46,4 legf>48,4 armn<50,44,0 armf<50,44,0", end: "trunk=52 neck=50 head=60 armn<70,44,0 armf<70,44,0",
		mark: "upperarm forearm hand", arrows: []string{"62,52 84,52"}, props: []string{"chair 12 26", "table 44 100 41"},
	},
	{code: "cross-body-stretch", view: viewFront, start: "hip=50,33 armn=186,182 armf=-118,40,70", mark: "upperarm.n", arrows: []string{"34,74 20,74"}, close: "8,40 76,91"},
	{
		code: "band-turn-out", view: viewFront, start: "hip=50,33 armn=-86,-130*0.6 armf=-94,-50*0.6", end: "armn=-86,-8*0.95 armf=-94,188*0.95", mark: "forearm hand",
		arrows: []string{"wrist.n+-8,7 wrist.n+6,7", "wrist.f+8,7 wrist.f+-6,7"}, props: []string{"over band hand.f hand.n"}, close: "10,27 90,87",
	},
	{
		code: "band-row", view: viewSide, start: "hip=34,52 trunk=90 legn>38,4 legf>30,4 armn=-12,4 armf=-12,4", end: "armn=-128,4 armf=-128,4", mark: "upperarm.n forearm.n hand.n",
		arrows: []string{"elbow.n+20,12 elbow.n+6,12"}, props: []string{"wall 88", "band hand.n 88,74"},
	},
	{
		code: "wall-push-plus", view: viewSide, start: "hip=38,50 trunk=66 neck=70 head=80 legn>22,4 legf>22,4 armn<74,76,85 armf<74,76,85", end: "hip=33,50 trunk=72 forward=1",
		mark: "upperarm forearm hand", arrows: []string{"waist+6,0 waist+-6,0"}, props: []string{"wall 77"},
	},

	// Arm.
	{code: "elbow-bend", view: viewSide, start: "hip=40,53 trunk=90 legn=-90,-90 legf=-90,-90 armn=-92,-86 armf=-92,-86", end: "armn=-92,62", mark: "forearm.n hand.n", arrows: []string{"wrist.n 6"}, close: "4,36 84,96"},
	{
		code: "arm-curl", view: viewSide, start: "hip=40,53 trunk=90 legn=-90,-90 legf=-90,-90 armn=-92,-80 armf=-92,-86 handn=0.6", end: "armn=-92,40", mark: "forearm.n hand.n", arrows: []string{"wrist.n 9"},
		props: []string{"over weight hand.n 130"}, close: "4,36 84,96",
	},

	// Forearm.
	{code: "forearm-stretch", view: viewSide, start: "hip=30,53 trunk=90 legn=-90,-90 legf=-90,-90 armn=-6,4,-84 armf<61,74,30", mark: "forearm.n hand.n", arrows: []string{"tip.n+9,0 tip.n+2,0"}, close: "8,44 84,101"},
	{
		code: "slow-wrist-lower", view: viewHand, start: "hip=24,20 palmdir=32 fingers=80,95,50 thumb=-30,-50", end: "palmdir=-38", mark: "palm fingers thumb", arrows: []string{"knuckles 9"},
		props: []string{"top -12 22 16", "weight knuckles+1,-3 0"},
	},
	{code: "palm-turn", view: viewHand, start: "hip=24,20 palm=1 thumb=50,30", arrows: []string{"wrist+-9,-7 wrist+-9,7 -5 both"}, mark: "palm finger thumb"},

	// Wrist and hand.
	{code: "wrist-isometric", view: viewHand, start: "hip=24,16 palmdir=4 fingers=6,6,6", mark: "palm fingers thumb", arrows: []string{"knuckles+2,-14 knuckles+2,-5"}, props: []string{"top -12 22 12", "over hand 34,20 250"}},
	{code: "tendon-glides", view: viewHand, start: "hip=14,20 fingers=0,0,0", end: "fingers=0,95,70", mark: "fingers", arrows: []string{"tip 3"}, close: "2,6 42,36"},
	{code: "thumb-touch", view: viewHand, start: "hip=24,12 palm=1 arm=-90 palmdir=90 thumb=50,35", end: "finger.4=0.62,26 thumb=-2,-52", mark: "thumb finger.4", arrows: []string{"thumb 2"}, close: "0,3 48,39"},
	{code: "grip-squeeze", view: viewHand, start: "hip=16,22 fingers=22,30,20 thumb=-62,-20", end: "fingers=36,44,30 thumb=-58,-2", mark: "fingers thumb", props: []string{"ball 27,16.5 4.4"}, close: "2,6 42,36"},
	{code: "median-slider", view: viewFront, start: "hip=50,33 armn=0,75,20 armf=-100,-85 neck=98 head=110", end: "armn=0,0,-60 neck=80 head=66", arrows: []string{"wrist.n 4"}, close: "20,40 100,100"},
	{code: "ulnar-slider", view: viewFront, start: "hip=50,33 armn=-20,10,40 armf=-100,-85 neck=90 head=90", end: "armn=8,140,215 neck=80 head=72", mark: "upperarm.n forearm.n hand.n", arrows: []string{"wrist.n 3"}, close: "10,34 106,106"},

	// Upper back.
	{
		code: "upper-back-turn", view: viewFront, start: "hip=50,37 armn=-75*0.85,132*0.95 armf=-105*0.85,48*0.95 legn=-84*0.35,-90 legf=-96*0.35,-90", end: "wide=0.78 turn=0.8", mark: "trunk.chest",
		arrows: []string{"30,58 70,58 -9"}, close: "10,26 90,86", props: []string{"bench 36 64 31"},
	},
	{code: "ball-release", view: viewSide, start: "hip=47,51 trunk=96 neck=88 head=90 legn>54,4 legf>58,4 armn=-60,-10 armf=-60,-10", mark: "trunk.chest", props: []string{"wall 28 left", "ball 32,72 4"}, close: "14,36 94,96"},
	{
		code: "thoracic-extension", view: viewSide, start: "hip=38,33 low=92 chest=88 neck=85 head=90 legn>62,4 legf>64,4 armn=-42,118 armf=-42,118", end: "chest=116 neck=108 head=112 armn=-20,140 armf=-20,140",
		mark: "trunk.chest", arrows: []string{"head 12"}, props: []string{"chair 27 26"},
	},
	{
		code: "cat-cow", view: viewSide, start: "hip=38,28 low=-14 chest=32 neck=30 head=50 legn=-90,180,180 legf=-90,180,180 armn>66,4,0 armf>66,4,0", end: "low=46 chest=-8 neck=-40 head=-60",
		mark: "trunk", arrows: []string{"waist+4,9 waist+4,19"}, props: []string{"mat 2 90"},
	},
	{
		code: "open-book", view: viewFront, start: "hip=58,11 trunk=180 neck=180 head=180 legn=-30*0.9,-155 legf=-30*0.9,-155 armn=-70*0.6,-70*0.7 armf=-70*0.5,-70*0.6", end: "armn=78,80 wide=0.9", mark: "upperarm.n forearm.n hand.n trunk.chest",
		arrows: []string{"wrist.n 6"}, props: []string{"mat 4 98", "pillow 12,3 16 5"},
	},

	// Low back and abdomen.
	{
		code: "knees-to-chest", view: viewSide, start: "hip=54,7 trunk=180 neck=180 head=186 legn>78,4,0 legf>78,4,0 armn=0,0 armf=0,0", end: "legn=138,-24,40 legf=138,-24,40 armn>knee.n armf>knee.n", mark: "thigh shank foot",
		arrows: []string{"58,38 43,33 3"}, props: []string{"mat 4 96"},
	},
	{code: "knee-rolls", view: viewFront, start: "hip=50,50 armn=0,0 armf=180,180 legn=-150,-40 legf=-150,-40", end: "legn=-30,-140 legf=-30,-140", mark: "thigh shank foot", arrows: []string{"38,26 62,26 -7"}, props: []string{"rug 6 10 94 104"}},
	{
		code: "pelvic-tilt", view: viewSide, start: "hip=52,7.5 low=166 chest=190 neck=180 head=184 legn>76,4,0 legf>76,4,0 armn=-10,0 armf=-10,0", end: "low=180 chest=180 armn=0,0 armf=0,0", mark: "trunk.low",
		arrows: []string{"waist+2,22 waist+2,11"}, props: []string{"mat 2 92"},
	},
	{
		code: "prone-prop", view: viewSide, start: "hip=44,6.5 trunk=0 neck=10 head=20 legn=180,180,190 legf=180,180,190 armn=-8,4 armf=-8,4", end: "low=14 chest=46 neck=66 head=80 armn=-96,0 armf=-96,0", mark: "trunk",
		arrows: []string{"head 9"}, props: []string{"mat -12 96"},
	},
	{
		code: "bird-dog", view: viewSide, start: "hip=40,28 trunk=14 neck=8 head=14 legn=-90,180,180 legf=-90,180,180 armn>66,3,0 armf>66,3,0", end: "legn=178,178,-95 armf=12,8",
		mark: "thigh.n shank.n foot.n upperarm.f forearm.f hand.f", arrows: []string{"ankle.n+6,-17 ankle.n+6,-5", "wrist.f+-2,-17 wrist.f+-2,-5"}, props: []string{"mat -10 104"},
	},
	{
		code: "dead-bug", view: viewSide, start: "hip=52,7 trunk=180 neck=180 head=184 armn=90,90 armf=90,90 legn=90,0,90 legf=90,0,90", end: "armf=148,150 legn=26,10,90", mark: "thigh.n shank.n foot.n upperarm.f forearm.f hand.f",
		arrows: []string{"wrist.f 5", "knee.n 8"}, props: []string{"mat 0 104"},
	},
	{code: "plank-knees", view: viewSide, start: "hip=46,17 trunk=9 neck=6 head=14 legn=208,160,150 legf=208,160,150 armn=-92,0,0 armf=-92,0,0", mark: "trunk", props: []string{"mat 6 100"}},
	{
		code: "belly-breathing", view: viewSide, start: "hip=52,7 trunk=180 neck=180 head=184 legn>76,4,0 legf>76,4,0 armn>40,15,0 armf=0,0", end: "belly=3.4 armn>40,17,0", mark: "trunk.low",
		arrows: []string{"waist+4,16 waist+4,26"}, props: []string{"mat 2 92", "pillow 12,1.5 16 4"},
	},

	// Hip.
	{
		code: "bridge", view: viewSide, start: "hip=52,7 trunk=180 neck=180 head=184 legn>76,4,0 legf>76,4,0 armn=0,0 armf=0,0", end: "hip=50,23 trunk=214 neck=186 head=182",
		mark: "trunk thigh", arrows: []string{"hip+0,-16 hip+0,-2"}, props: []string{"mat 2 92"},
	},
	{code: "hip-flexor-stretch", view: viewSide, start: "hip=46,28 trunk=90 legf>70,4 legn=-104,180,180 armn>60,33 armf>64,34", mark: "thigh.n trunk.low", arrows: []string{"hip+-20,4 hip+-9,4"}, props: []string{"mat 8 86"}},
	{code: "buttock-stretch", view: viewSide, start: "hip=52,7 trunk=180 neck=180 head=184 legf=98,-8,60 legn<knee.f,150,0.85 armn=16,20 armf=16,20", mark: "thigh.n", arrows: []string{"knee.f+16,12 knee.f+2,14 1"}, props: []string{"mat 2 92"}},
	{code: "clamshell", view: viewFront, start: "hip=52,11 trunk=180 neck=180 head=180 legn=-22,-150 legf=-22,-150 armn=-12,-30 armf=-60*0.5,190", end: "legn=36,-112", mark: "thigh.n shank.n foot.n", arrows: []string{"knee.n 6"}, props: []string{"mat 0 100", "pillow 9,3 16 5"}},
	{code: "side-leg-lift", view: viewFront, start: "hip=48,11 trunk=180 neck=180 head=180 legn=2,0 legf=-3,-2 armn=-40,-40 armf=-60*0.5,190", end: "legn=30,30", mark: "thigh.n shank.n foot.n", arrows: []string{"ankle.n 4"}, props: []string{"mat -2 106", "pillow 5,3 16 5"}},
	{code: "adductor-stretch", view: viewFront, start: "hip=42,43 trunk=92 legf<24,4 legn>73,4 armf=-110,-76 armn=-80,-104", mark: "thigh.n", arrows: []string{"hip+14,12 hip+2,12"}},

	// Thigh.
	{
		code: "hamstring-stretch", view: viewSide, start: "hip=50,7 trunk=180 neck=180 head=184 legf=0,0,86 legn=45,45,130 armn=40,52 armf=40,52", end: "legn=78,76,160 armn=62,70 armf=62,70", mark: "thigh.n",
		arrows: []string{"ankle.n 8"}, props: []string{"mat 0 108", "towel hand.n ball.n"},
	},
	{code: "thigh-stretch", view: viewSide, start: "hip=46,53 trunk=90 legf=-90,-90 legn=-98,118,200 armn>ankle.n armf>68,57", mark: "thigh.n", props: []string{"chair 68 29"}},
	{code: "quad-set", view: viewSide, start: "hip=24,7.5 trunk=122 neck=100 head=92 legn=3,-3,80 legf=0,0,80 armn=-108,-150 armf=-108,-150", mark: "thigh.n", arrows: []string{"knee.n+0,20 knee.n+0,7"}, props: []string{"mat -6 88", "pillow knee.n+0,-5.6 15 5"}},
	{code: "straight-leg-raise", view: viewSide, start: "hip=46,7 trunk=180 neck=180 head=184 legf>70,4,0 legn=0,0,90 armn=0,0 armf=0,0", end: "legn=34,34,124", mark: "thigh.n shank.n foot.n", arrows: []string{"ankle.n 7"}, props: []string{"mat -2 104"}},

	// Knee.
	{
		code: "sit-to-stand", view: viewSide, start: "hip=30,33 trunk=68 neck=80 head=88 legn>54,4,0 legf>55,4,0 armn=-30,20 armf=-30,20", end: "hip=52,52.6 trunk=89 neck=88 armn=-70,-30 armf=-70,-30",
		mark: "thigh", arrows: []string{"hip 0"}, props: []string{"chair 20 26"},
	},
	{code: "heel-slide", view: viewSide, start: "hip=46,7 trunk=180 neck=180 head=184 legf=0,0,90 legn=0,0,90 armn=0,0 armf=0,0", end: "legn>66,4,0", mark: "thigh.n shank.n foot.n", arrows: []string{"96,14 80,14"}, props: []string{"mat -2 104"}},
	{code: "knee-straighten", view: viewSide, start: "hip=28,33 trunk=90 legf>52,4 legn=-10,-90,0 armn=-84,-30 armf=-84,-30", end: "legn=-6,2,88", mark: "shank.n foot.n", arrows: []string{"ankle.n 5"}, props: []string{"chair 17 26"}},
	{code: "step-up", view: viewSide, start: "hip=34,53 trunk=88 legn>56,18 legf=-90,-90 armn=-100,-60 armf=-80,-40", end: "hip=54,66 trunk=86 legn>56,18 legf=-106,-88", mark: "thigh.n shank.n", arrows: []string{"hip 0"}, props: []string{"bench 48 84 14"}},

	// Leg.
	{code: "calf-stretch", view: viewSide, start: "hip=40,47 trunk=74 legf>54,4,0 legn>19,4,0 armn<72,74,85 armf<72,76,85", mark: "shank.n foot.n", props: []string{"wall 75"}},
	{code: "bent-knee-calf-stretch", view: viewSide, start: "hip=42,43 trunk=80 legf>58,4,0 legn>32,4,0 armn<72,72,85 armf<72,74,85", mark: "shank.n foot.n", arrows: []string{"knee.n+-2,4 knee.n+8,-2"}, props: []string{"wall 75"}},
	{
		code: "heel-raise", view: viewSide, start: "hip=38,52.8 trunk=90 legn>38,4,0 legf>38,4,0 armn=-70,-22 armf=-70,-22 toen=0 toef=0", end: "hip=41,57.2 legn>41.4,8.6,-40 legf>41.4,8.6,-40", mark: "shank foot",
		arrows: []string{"heel.n+-5,-7 heel.n+-5,4"}, props: []string{"table 60 88 51"},
	},
	{
		code: "heel-drop", view: viewSide, start: "hip=41,70 trunk=90 legn>42.3,21.6,-30 legf>42.3,21.6,-30 armn=-50,0 armf=-50,0 toen=0 toef=0", end: "hip=39,62.6 legn>39.7,14.3,24 legf>39.7,14.3,24 toen=4 toef=4", mark: "shank foot",
		arrows: []string{"heel.n+-5,12 heel.n+-5,1"}, props: []string{"bench 46 70 14", "wall 76 112"},
	},

	// Ankle and foot.
	{code: "ankle-pumps", view: viewSide, start: "hip=24,7.5 trunk=122 neck=100 head=92 legn=12,-4,52 legf=12,-4,52 armn=-108,-150 armf=-108,-150", end: "legn=12,-4,112", mark: "foot.n", arrows: []string{"toe.n 4 both"}, props: []string{"mat -6 92", "pillow 62,5 22 9"}},
	{code: "foot-roll", view: viewSide, start: "hip=30,33 trunk=90 legf>42,4 legn>52,10.3,0 armn=-84,-30 armf=-84,-30", end: "legn>61,10.3,0", mark: "foot.n", arrows: []string{"62,20 80,20 both"}, props: []string{"chair 19 26", "over ball 64,3.1 3.1"}, close: "26,-2 90,46"},
	{code: "plantar-stretch", view: viewSide, start: "hip=18,33 trunk=90 legf>40,5 legn>40,5 armn=-90,-90 armf=-90,-90", end: "toen=58", mark: "foot.n", arrows: []string{"toe.n+7,1 toe.n+3,7 1"}, props: []string{"over hand toe.n+0.6,0.4 190"}, close: "26,-3 70,30"},
	{code: "short-foot", view: viewSide, start: "hip=18,33 trunk=90 legf>40,4 legn>40,4 armn=-90,-90 armf=-90,-90", mark: "foot.n", arrows: []string{"ball.n+-1,8 ball.n+-9,9 1", "ball.n+-5,-5 ball.n+-5,1"}, close: "22,-6 70,30"},
	{code: "one-leg-stand", view: viewSide, start: "hip=46,53 trunk=90 legn=-90,-90 legf=-62,-140,-60 armn=-100,-70 armf>67,57", mark: "thigh.n shank.n foot.n", props: []string{"chair 68 29"}},

	// Nerves of the leg.
	{
		code: "sciatic-slider", view: viewSide, start: "hip=28,33 trunk=84 low=88 chest=76 neck=40 head=30 legf>52,4 legn=-10,-90,0 armn=-110,-80 armf=-110,-80", end: "legn=-6,0,85 neck=96 head=106", mark: "shank.n foot.n head neck jaw",
		arrows: []string{"ankle.n 8", "head 9"}, props: []string{"chair 17 26"},
	},

	// Breathing and rest.
	{code: "muscle-relax", view: viewSide, start: "hip=52,7 trunk=180 neck=180 head=182 legn=18,-16,70 legf=18,-16,70 armn=-4,12,40 armf=0,4 handn=0.5", mark: "forearm.n hand.n", arrows: []string{"hand.n+-2,14 hand.n+0,4", "hand.n+12,6 hand.n+4,1"}, props: []string{"mat 0 106", "pillow 12,1.5 16 4", "pillow 76,6 16 8"}},

	// Lymph.
	{code: "limb-up", view: viewSide, start: "hip=46,7 trunk=180 neck=180 head=182 legn=30,4,94 legf=30,4,94 armn=20,20 armf=0,0", mark: "thigh.n shank.n foot.n", props: []string{"mat -4 104", "pillow 8,1.5 16 4", "pillow 82,6.5 34 13"}},
	{code: "neck-strokes", view: viewFront, start: "hip=50,33 armn=-75*0.85,100*0.75,112 armf=-105*0.85,80*0.75,68", mark: "hand", arrows: []string{"44,70 49,62 -1", "56,70 51,62 1"}, props: []string{"over rings 40,65 5", "over rings 60,65 5"}, close: "14,38 86,92"},
	{code: "arm-strokes", view: viewFront, start: "hip=50,33 armn=-50,-8 armf=-70*0.8,8", mark: "forearm.n upperarm.n", arrows: []string{"74,51 63,58 -2", "62,62 57,66 -1"}, close: "14,36 90,93"},
	{code: "leg-strokes", view: viewSide, start: "hip=24,7.5 trunk=104 neck=84 head=80 legn=42,-40,0 legf=42,-40,0 armn=-30,-24 armf=-34,-10", mark: "thigh.n shank.n", arrows: []string{"62,15 50,26", "40,33 28,22"}, props: []string{"mat -6 84"}},

	// Skin.
	{code: "scar-massage", view: viewSide, start: "hip=30,33 trunk=66 neck=60 head=60 legn>54,4 legf>56,4 armn<46,44,-40 armf=-70,-30", mark: "hand.n", arrows: []string{"45,30 56,29 -2 both"}, props: []string{"chair 19 26", "over scar 46,35 56,33"}, close: "20,6 84,54"},
	{code: "skin-care", view: viewHand, start: "hip=30,16 palmdir=-4 fingers=6,6,6 thumb=-20,-10", mark: "forearm", arrows: []string{"8,28 -4,28"}, props: []string{"over hand 10,21 205", "bottle 42,20"}},
	{code: "foot-check", view: viewSide, start: "hip=28,33 trunk=76 neck=60 head=50 legf>52,4 legn=8,-34,50 armn<50,44,-40 armf=-60,-20", mark: "foot.n", arrows: []string{"face+4,-6 face+16,-18"}, props: []string{"chair 17 26", "over mirror 64,15"}},

	// Warm and cold.
	{code: "warm-pack", view: viewSide, start: "hip=40,33 trunk=92 neck=82 head=88 legn>64,4 legf>66,4 armn=-75,-10 armf=-75,-10", props: []string{"chair 29 26", "over pack top+-4,1 118 warm"}, close: "2,30 78,87"},
	{code: "cold-pack", view: viewSide, start: "hip=24,7.5 trunk=122 neck=100 head=88 legn=14,-10,80 legf=14,-10,80 armn=-108,-150 armf=-108,-150", props: []string{"mat -6 88", "pillow 58,4.5 24 8", "over pack knee.n+0,6 2 cold"}},

	// Daily life.
	{code: "walk", view: viewSide, start: "hip=44,51.4 trunk=88 neck=86 head=90 legn=-66,-82,8 legf=-104,-132,-50 armn=-114,-92 armf=-66,-40 toef=0", mark: "thigh shank foot", arrows: []string{"64,30 84,30"}},
	{
		code: "posture-break", view: viewSide, start: "hip=40,33 low=84 chest=74 neck=66 head=80 legn>62,4 legf>64,4 armn=-50,0 armf=-50,0", end: "hip=64,52.8 low=92 chest=94 neck=92 head=94 legn>62,4 legf>64,4 armn=62,86 armf=122,100", mark: "trunk upperarm forearm hand",
		props: []string{"chair 29 26"}, apart: 50,
	},
	{code: "pacing", view: viewSide, start: "hip=34,33 trunk=96 neck=88 head=88 legn>58,4 legf>60,4 armn=-84,-14 armf=-84,-14", mark: "none", props: []string{"chair 22 26", "clock 82,66 13"}},
	{code: "sleep-side", view: viewFront, start: "hip=56,12 trunk=180 neck=180 head=180 shut=1 legn=-24,-156 legf=-34,-150 armn=-30,-150 armf=-60*0.5,190", mark: "none", props: []string{"mat 2 100", "pillow 13,4 20 8", "over pillow 72,5 16 6 -25"}},
}

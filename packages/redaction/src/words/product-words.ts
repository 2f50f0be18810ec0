/** What is sold, booked or visited, and bears a name: behind a name they make it a thing's. */

const list = (words: string) => new Set(words.trim().split(/\s+/))

export const productWords = list(`
sofa couch chair armchair footstool stool bench table desk lamp bed mattress pillow duvet rug curtain curtains blinds wardrobe dresser bookcase shelf shelves crib stroller pram pushchair cot
dress shirt shirts shoe shoes boot boots bag bags handbag purse watch watches ring rings necklace bracelet earrings sunglasses jacket jacket coat jeans skirt sweater lipstick perfume mascara foundation
tea coffee cookie cookies cake cakes beer wine whiskey whisky vodka rum gin sauce soup chips crisps burger burgers sandwich roses wreath wreaths
room suite ballroom ward stadium arena dealership dealerships lounge cabin lodge
tile tiles paint wallpaper laminate worktop
model edition range collection series version bundle antivirus software router modem printer laptop phone handset tablet vacuum mixer drill mower tractor jars jar glasses plates blender kettle toaster oven fridge cutlery wheelchair walker crutches keyboard headset tyre tyres tire tires fan fans light lights bulb bulbs tour tours singing holiday holidays burial league trophy championship marathon festival parade statue museum gallery tunnel bridge dam reservoir
cushion cushions throw throws candle candles vase mug mugs pan pans blanket blankets towel towels hoodie trainers sandals slippers heels leggings blouse cardigan jumper wallet backpack suitcase luggage umbrella sideboard recliner ottoman headboard nightstand mirror clock radio speaker speakers camera drone scooter bicycle saloon sedan hatchback convertible caravan pasta pizza salad juice soda cocktail scan beach palace enclosure carriage finish leather duvet wreath mattresses
syndrome disease fracture test scale method line
`)

/** "Model Luna", "in the colour Jasper". */
export const productLabels = list(
  'model models modell modelo modele colour color couleur farbe brand marke marca marque edition shade style range',
)
